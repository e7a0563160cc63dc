/** A residual block of the generator: three rounds of two convolutions, each after its own normalisation. */
export interface ResidualBlock {
  readonly name: string;
  readonly channels: number;
}

const block = (name: string, channels: number): ResidualBlock => ({ name, channels });

/** The generator's two stages: noise made of the harmonic source, then three blocks side by side that are added up. */
export const stages = [
  {
    noise: block('noise_res.0', 256),
    blocks: [block('resblocks.0', 256), block('resblocks.1', 256), block('resblocks.2', 256)],
  },
  {
    noise: block('noise_res.1', 128),
    blocks: [block('resblocks.3', 128), block('resblocks.4', 128), block('resblocks.5', 128)],
  },
] as const;

/** The rounds of a residual block, with the dilation of the first convolution of each. */
export const rounds = [
  { index: 0, dilation: 1 },
  { index: 1, dilation: 3 },
  { index: 2, dilation: 5 },
] as const;

/** One normalisation of the generator, with the learned frequency of the activation after it and its convolution. */
export interface NormSite {
  readonly norm: string;
  readonly alpha: string;
  readonly conv: string;
  readonly channels: number;
  /** Where its channels begin among those of all sites. */
  readonly offset: number;
}

/** All 48 sites in the order in which their channels stand in the graphs' style and statistics. */
export const normSites: readonly NormSite[] = listSites();
/** Channels of all sites together. */
export const normChannels = normSites.reduce((sum, site) => sum + site.channels, 0);

export function normSite(blockName: string, round: number, half: 1 | 2): NormSite {
  const site = normSites.find(({ norm }) => norm === `${blockName}/adain${half}.${round}`);
  if (!site) throw new Error(`There is no normalisation ${half} in round ${round} of ${blockName}.`);
  return site;
}

function listSites(): NormSite[] {
  let offset = 0;
  return stages
    .flatMap(({ noise, blocks }) => [noise, ...blocks])
    .flatMap(({ name, channels }) =>
      rounds.flatMap(({ index }) =>
        ([1, 2] as const).map((half) => {
          const site = {
            norm: `${name}/adain${half}.${index}`,
            alpha: `${name}.alpha${half}.${index}`,
            conv: `${name}/convs${half}.${index}`,
            channels,
            offset,
          };
          offset += channels;
          return site;
        }),
      ),
    );
}

/** Blocks of the decoder in the order in which they run, with the channels that they take in and give out. */
export const decoderBlocks = [
  { name: 'encode', channelsIn: 514, channelsOut: 1024 },
  { name: 'decode.0', channelsIn: 1090, channelsOut: 1024 },
  { name: 'decode.1', channelsIn: 1090, channelsOut: 1024 },
  { name: 'decode.2', channelsIn: 1090, channelsOut: 1024 },
  { name: 'decode.3', channelsIn: 1090, channelsOut: 512 },
] as const;

/** Blocks that predict pitch (F0) and energy (N) from the text's features; the second doubles the rate. */
export const prosodyBlocks = [
  { index: 0, channelsIn: 512, channelsOut: 512, upsamples: false },
  { index: 1, channelsIn: 512, channelsOut: 256, upsamples: true },
  { index: 2, channelsIn: 256, channelsOut: 256, upsamples: false },
] as const;
