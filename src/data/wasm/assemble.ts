import { CONTROL, isOperation, MEMORY_ACCESS, OPERATIONS, type Operation, VALUE_TYPES } from './operations.js';

// An assembler for the part of WebAssembly's text format that our kernels are written in: folded instructions, functions
// and locals with names, one memory that is imported. It makes the source in the repository what runs, with neither a binary to
// keep beside it nor a step that builds it; and that source is ordinary WAT, which other tools read too.

/** A list in brackets, or a word. */
type Expression = string | readonly Expression[];

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const SECTIONS = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const NO_RESULT = 0x40;
const EXPORTED_FUNCTION = 0;
const IMPORTED_MEMORY = 2;

/** The functions of one module, which work on a memory that is imported as `env.memory`. @throws {SyntaxError} */
export function assemble(source: string): Uint8Array<ArrayBuffer> {
  const functions = parse(source).map((expression) => new KernelFunction(expression));
  const numberOf = new Map(functions.map(({ name }, index) => [name, index]));
  const bodies = functions.map((one) => one.body(numberOf));
  const exported = functions.flatMap(({ exportName }, index) =>
    exportName === undefined ? [] : [[...text(exportName), EXPORTED_FUNCTION, ...unsigned(index)]],
  );
  return Uint8Array.from([
    ...HEADER,
    ...section(SECTIONS.types, vector(functions.map((one) => one.type()))),
    ...section(SECTIONS.imports, vector([[...text('env'), ...text('memory'), IMPORTED_MEMORY, 0, 0]])),
    ...section(SECTIONS.functions, vector(functions.map((_, index) => unsigned(index)))),
    ...section(SECTIONS.exports, vector(exported)),
    ...section(SECTIONS.code, vector(bodies.map((body) => [...unsigned(body.length), ...body]))),
  ]);
}

/** `(func $name (export "name") (param $a i32) (result i32) (local $b i64) …)` */
class KernelFunction {
  readonly name: string;
  readonly exportName: string | undefined;
  readonly #params: readonly string[];
  readonly #results: readonly string[];
  readonly #locals: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #instructions: readonly Expression[];

  constructor(expression: Expression) {
    const [word, name, ...rest] = listOf(expression);
    if (word !== 'func') throw new SyntaxError(`expected a function, found ${shown(expression)}`);
    const fields = (kind: string) => rest.filter((one) => wordOf(one) === kind).map(listOf);
    const params = fields('param');
    const locals = fields('local');
    this.name = wordOf(name);
    this.exportName = fields('export').map(([, given]) => wordOf(given).slice(1, -1))[0];
    this.#params = params.map(([, , type]) => wordOf(type));
    this.#locals = locals.map(([, , type]) => wordOf(type));
    this.#results = fields('result').map(([, type]) => wordOf(type));
    this.#numbers = new Map([...params, ...locals].map(([, local], index) => [wordOf(local), index]));
    this.#instructions = rest.filter((one) => !['export', 'param', 'result', 'local'].includes(wordOf(one)));
  }

  type(): number[] {
    return [FUNCTION_TYPE, ...vector(this.#params.map(valueType)), ...vector(this.#results.map(valueType))];
  }

  body(functions: ReadonlyMap<string, number>): number[] {
    const code = this.#instructions.flatMap((one) => this.#emit(one, [], functions));
    return [...vector(this.#locals.map((type) => [1, ...valueType(type)])), ...code, CONTROL.end];
  }

  /** @param labels of the blocks around it, the innermost first. */
  #emit(expression: Expression, labels: readonly string[], functions: ReadonlyMap<string, number>): number[] {
    const [word, ...rest] = typeof expression === 'string' ? [expression] : expression;
    const operation = wordOf(word);
    const all = (parts: readonly Expression[], inside = labels) =>
      parts.flatMap((part) => this.#emit(part, inside, functions));
    const [first, ...others] = rest;
    switch (operation) {
      case 'block':
      case 'loop':
        return [CONTROL[operation], NO_RESULT, ...all(others, [wordOf(first), ...labels]), CONTROL.end];
      case 'if': {
        const branch = (name: string) => all(rest.filter((one) => wordOf(one) === name).flatMap(tail), ['', ...labels]);
        const condition = all(rest.filter((one) => !['then', 'else'].includes(wordOf(one))));
        const otherwise = branch('else');
        const alternative = otherwise.length === 0 ? [] : [CONTROL.else, ...otherwise];
        return [...condition, CONTROL.if, NO_RESULT, ...branch('then'), ...alternative, CONTROL.end];
      }
      case 'br':
      case 'br_if':
        return [...all(others), CONTROL[operation], ...unsigned(found(labels.indexOf(wordOf(first)), first))];
      case 'call':
        return [...all(others), CONTROL.call, ...unsigned(found(functions.get(wordOf(first)), first))];
      case 'local.get':
      case 'local.set':
      case 'local.tee':
        return [...all(others), CONTROL[operation], ...unsigned(found(this.#numbers.get(wordOf(first)), first))];
      case 'i32.const':
      case 'i64.const':
        return [CONTROL[operation], ...signed(BigInt.asIntN(operation === 'i32.const' ? 32 : 64, integer(first)))];
      case 'f32.const':
        return [CONTROL[operation], ...new Uint8Array(Float32Array.of(Number(wordOf(first))).buffer)];
      case 'f64.const':
        return [CONTROL[operation], ...new Uint8Array(Float64Array.of(Number(wordOf(first))).buffer)];
      default: {
        if (!isOperation(operation)) throw new SyntaxError(`unknown instruction ${shown(expression)}`);
        return plain(operation, rest, all);
      }
    }
  }
}

function plain(operation: Operation, rest: readonly Expression[], all: (parts: readonly Expression[]) => number[]) {
  const immediates = rest.filter((one) => typeof one === 'string');
  const code = [...all(rest.filter((one) => typeof one !== 'string')), ...OPERATIONS[operation]];
  const offset = immediates.find((one) => one.startsWith('offset='));
  const lanes = immediates.filter((one) => one !== offset).map(Number);
  const access = MEMORY_ACCESS.test(operation) ? [0, ...unsigned(Number(offset?.slice('offset='.length) ?? 0))] : [];
  return [...code, ...access, ...lanes];
}

function parse(source: string): readonly Expression[] {
  const words = source.replace(/;;.*/g, '').match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  const open: Expression[][] = [[]];
  for (const word of words) {
    if (word === '(') {
      open.push([]);
    } else {
      const part = word === ')' ? (open.pop() ?? []) : word;
      open.at(-1)?.push(part);
    }
  }
  const [all, unclosed] = open;
  if (all === undefined || unclosed !== undefined) throw new SyntaxError('brackets that open and close come in pairs');
  return all;
}

function listOf(expression: Expression | undefined): readonly Expression[] {
  if (expression === undefined || typeof expression === 'string') throw new SyntaxError(`found ${shown(expression)}`);
  return expression;
}

function tail(expression: Expression): readonly Expression[] {
  return listOf(expression).slice(1);
}

/** The word that an expression is, or begins with. */
function wordOf(expression: Expression | undefined): string {
  if (typeof expression === 'string') return expression;
  const first = expression?.[0];
  if (typeof first !== 'string') throw new SyntaxError(`expected a word, found ${shown(expression)}`);
  return first;
}

function found(index: number | undefined, name: Expression | undefined): number {
  if (index === undefined || index < 0) throw new SyntaxError(`nothing has the name ${shown(name)}`);
  return index;
}

function integer(expression: Expression | undefined): bigint {
  return BigInt(wordOf(expression));
}

function valueType(name: string): number[] {
  const type = VALUE_TYPES.get(name);
  if (type === undefined) throw new SyntaxError(`${name} is no type`);
  return [type];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(parts: readonly (readonly number[])[]): number[] {
  return [...unsigned(parts.length), ...parts.flat()];
}

function text(value: string): number[] {
  const bytes = Buffer.from(value);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128, as WebAssembly writes all integers. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: bigint): number[] {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}

function shown(expression: Expression | undefined): string {
  return JSON.stringify(expression) ?? 'nothing';
}
