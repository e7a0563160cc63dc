import { AloudError } from '../protocol/errors.js';
import type { OutputChoice } from '../protocol/reading.js';
import { DeviceOutput } from './deviceOutput.js';
import { findProgram } from './findProgram.js';
import type { OutputFactory } from './output.js';
import { PlayerOutput, RAW_PLAYERS } from './playerOutput.js';
import { FILE_PLAYERS, PlaySoundOutput } from './playSoundOutput.js';
import { SilentOutput } from './silentOutput.js';
import { hasSoundDevice } from './soundDevice.js';
import type { SpeakerProcess } from './speakerProcess.js';
import { WindowOutput } from './windowOutput.js';
import type { WindowLink } from './windowOutput.js';

/** What the choice of an output depends on. */
export interface SoundEnvironment {
  readonly env: NodeJS.ProcessEnv;
  readonly speaker: SpeakerProcess;
  /** The way to the window, which plays where this machine has no loudspeaker. */
  readonly window?: WindowLink;
}

/**
 * The outputs to try for a choice, best first. `auto` is the device, then every player of the system, then play-sound;
 * a choice of one kind leaves out the others.
 * @throws AloudError `no-sound-device` when there is none.
 */
export async function selectOutputs(
  choice: OutputChoice,
  environment: SoundEnvironment,
): Promise<readonly OutputFactory[]> {
  if (choice === 'none') return [() => new SilentOutput()];
  if (choice === 'webview') {
    const { window } = environment;
    if (window) return [() => new WindowOutput(window)];
    throw new AloudError('no-sound-device', 'There is no window to play in: set "aloud.output" to "auto".');
  }
  if (!(await hasSoundDevice(environment.env))) throw noSoundDevice();
  const outputs = {
    device: () => deviceOutputs(environment),
    player: () => playerOutputs(environment),
    'play-sound': () => fileOutputs(environment),
    auto: () => [...deviceOutputs(environment), ...playerOutputs(environment), ...fileOutputs(environment)],
  }[choice]();
  if (outputs.length === 0) throw noSoundDevice();
  return outputs.map((make) => whileThereIsADevice(make, environment.env));
}

/** Asked again for each: when a sound server dies in the middle of a reading, some players go on without a sound. */
function whileThereIsADevice(make: OutputFactory, env: NodeJS.ProcessEnv): OutputFactory {
  return async () => {
    if (!(await hasSoundDevice(env))) throw noSoundDevice();
    return make();
  };
}

/** The sentence for a machine that cannot play. */
export function noSoundDevice(): AloudError {
  return new AloudError(
    'no-sound-device',
    'No sound device was found: connect one, or save the reading as a WAV file instead.',
  );
}

function deviceOutputs({ speaker }: SoundEnvironment): OutputFactory[] {
  return speaker.unusable ? [] : [() => new DeviceOutput(speaker)];
}

function playerOutputs({ env }: SoundEnvironment): OutputFactory[] {
  return RAW_PLAYERS.flatMap((player) => {
    const program = findProgram(player.program, env);
    return program === undefined ? [] : [() => new PlayerOutput(player, program)];
  });
}

function fileOutputs({ env }: SoundEnvironment): OutputFactory[] {
  return FILE_PLAYERS.flatMap((player) => {
    const program = findProgram(player.program, env);
    return program === undefined ? [] : [() => new PlaySoundOutput(player, program)];
  });
}
