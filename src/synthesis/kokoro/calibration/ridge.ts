import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { featureWeight } from '../features.js';
import type { PredictorData, Statistics } from '../statistics.js';

/** One utterance: what was known before its first sample, and what its statistics turned out to be. */
export interface Sample {
  readonly features: Float64Array;
  readonly statistics: Statistics;
}

export interface RidgeOptions {
  /** Weight of the penalty on large coefficients. */
  readonly lambda: number;
  /** Rank of the map. */
  readonly rank: number;
}

const minVariance = 1e-8;
const minDeviation = 1e-6;

/**
 * Fits mean and log deviation of every channel to the features by ridge regression, then cuts the map to the rank that
 * keeps most of the fitted values. Works on the samples' inner products, as there are far fewer samples than channels.
 */
export function fitPredictor(samples: readonly Sample[], { lambda, rank }: RidgeOptions): PredictorData {
  const { centre, scale, matrix: z } = standardised(samples.map(({ features }) => features));
  const targets = samples.map(({ statistics }) => targetOf(statistics));
  const base = columnMeans(targets);
  const channels = base.length / 2;
  // An error of the mean matters in proportion to the channel's deviation, of which an error's logarithm says the same.
  const importance = base.map((_, c) => (c < channels ? Math.exp(-base[channels + c]!) : 1));
  const y = targets.map((target) => target.map((value, c) => (value - base[c]!) * importance[c]!));

  const kernel = z.mmul(z.transpose());
  const n = samples.length;
  const ridge = new CholeskyDecomposition(Matrix.add(kernel, Matrix.eye(n, n).mul(lambda)));
  /** Samples' targets → fitted values. */
  const smoother = kernel.mmul(ridge.solve(Matrix.eye(n, n)));
  const fittedProducts = smoother.mmul(innerProducts(y)).mmul(smoother.transpose());
  const { vectors, values } = largest(fittedProducts, Math.min(rank, n - 1));
  // Rows of `mix` make the directions of the fitted values out of the samples' targets.
  const mix = vectors.transpose().mmul(smoother);
  values.forEach((value, r) => mix.mulRow(r, 1 / Math.sqrt(value)));
  const outer = combine(mix, y);
  const coefficients = ridge.solve(innerProducts(y)).mmul(mix.transpose());
  const inner = z.transpose().mmul(coefficients);
  return {
    centre: Float32Array.from(centre),
    inner: Float32Array.from(inner.to1DArray(), (value, at) => value * scale[Math.floor(at / inner.columns)]!),
    outer: Float32Array.from(outer, (value, at) => value / importance[at % base.length]!),
    base: Float32Array.from(base),
  };
}

function targetOf({ mean, variance }: Statistics): Float64Array {
  const target = new Float64Array(2 * mean.length);
  target.set(mean);
  variance.forEach((value, c) => (target[mean.length + c] = Math.log(Math.max(value, minVariance)) / 2));
  return target;
}

/** Features with mean 0 and deviation 1, weighted; `scale` is what one unit of a feature became. */
function standardised(features: readonly Float64Array[]) {
  const centre = columnMeans(features);
  const scale = centre.map((mean, i) => {
    const variance = features.reduce((sum, row) => sum + (row[i]! - mean) ** 2, 0) / features.length;
    return featureWeight(i) / (Math.sqrt(variance) + minDeviation);
  });
  const matrix = new Matrix(features.map((row) => Array.from(row, (value, i) => (value - centre[i]!) * scale[i]!)));
  return { centre, scale, matrix };
}

function columnMeans(rows: readonly Float64Array[]): Float64Array {
  const means = new Float64Array(rows[0]!.length);
  for (const row of rows) row.forEach((value, i) => (means[i]! += value / rows.length));
  return means;
}

function innerProducts(rows: readonly Float64Array[]): Matrix {
  const products = Matrix.zeros(rows.length, rows.length);
  rows.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const b = rows[j]!;
      let sum = 0;
      for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
      products.set(i, j, sum);
      products.set(j, i, sum);
    }
  });
  return products;
}

/** The eigenvectors of the largest eigenvalues of a symmetric matrix, as columns. */
function largest(matrix: Matrix, count: number): { vectors: Matrix; values: number[] } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const kept = order.slice(0, count);
  return {
    vectors: eigenvectorMatrix.subMatrixColumn(kept),
    values: kept.map((i) => realEigenvalues[i]!),
  };
}

/** weights × rows, row by row. */
function combine(weights: Matrix, rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]!.length;
  const result = new Float64Array(weights.rows * width);
  for (let r = 0; r < weights.rows; r++) {
    rows.forEach((row, i) => {
      const weight = weights.get(r, i);
      for (let c = 0; c < width; c++) result[r * width + c]! += weight * row[c]!;
    });
  }
  return result;
}
