/** Speeds at which the model itself speaks well; beyond them its sound is stretched. */
const MODEL_SPEED = { min: 0.7, max: 2 };

/** How a speed is reached: the model speaks at one speed, and what it made is played at a tempo. */
export interface Pace {
  /** 1 is the voice's own pace; the product of the other two. */
  readonly speed: number;
  readonly modelSpeed: number;
  readonly tempo: number;
}

export function paceOf(speed: number): Pace {
  const modelSpeed = Math.min(MODEL_SPEED.max, Math.max(MODEL_SPEED.min, speed));
  return { speed, modelSpeed, tempo: speed / modelSpeed };
}
