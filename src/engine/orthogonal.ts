/**
 * A matrix whose columns (or rows, where there are fewer of them) are orthonormal, uniformly distributed over all such
 * matrices: the Q of a matrix of normal numbers, with the signs that make R's diagonal positive
 * (keras/src/initializers/random_initializers.py, Orthogonal). Row by row.
 */
export function orthogonalMatrix(rows: number, columns: number, normal: () => number): Float64Array {
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  for (let count = 0; count < Math.min(rows, columns); count++) {
    const vector = Float64Array.from({ length }, normal);
    for (const earlier of vectors) subtractProjection(vector, earlier);
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  const matrix = new Float64Array(rows * columns);
  vectors.forEach((vector, position) => {
    vector.forEach((value, place) => {
      matrix[rows >= columns ? place * columns + position : position * columns + place] = value;
    });
  });
  return matrix;
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const length = dot(vector, unit);
  for (let place = 0; place < vector.length; place++) {
    vector[place] = (vector[place] ?? 0) - length * (unit[place] ?? 0);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}
