// One question to the GraphQL API over HTTP, and the one class of its failures.

/** What went wrong: `code` is one of the API's codes, or UNREACHABLE when no answer came. */
export class ApiError extends Error {
  constructor(code, message, { retryAfter = null, inputPath = [], requestId = null } = {}) {
    super(message);
    this.code = code;
    /** Seconds after which the same may succeed, or null. */
    this.retryAfter = retryAfter;
    /** Where in the arguments, such as ["input", "email"]. */
    this.inputPath = inputPath;
    /** By which the operator finds the cause of an INTERNAL error, or null. */
    this.requestId = requestId;
  }

  /** From an error of a GraphQL answer. */
  static of({ message, extensions = {} }) {
    return new ApiError(extensions.code ?? "INTERNAL", message, extensions);
  }
}

const unreachable = () => new ApiError("UNREACHABLE", "The server cannot be reached.");

/**
 * Sends an operation and answers its data. A value that could not be read is null in the data, and no failure of the whole;
 * anything else is thrown as an `ApiError`.
 *
 * `cookie` keeps the session's refresh token in a cookie that scripts cannot read.
 */
export async function send(query, variables = {}, { token, cookie = false, signal } = {}) {
  const headers = { "content-type": "application/json", accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (cookie) headers["x-aftercare-session"] = "cookie";
  let answer;
  try {
    const body = JSON.stringify({ query, variables });
    const response = await fetch("/graphql", { method: "POST", headers, body, signal });
    answer = await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw unreachable();
  }
  return dataOf(answer);
}

/** The data of an answer, over HTTP or over a socket. */
export function dataOf({ data, errors = [] }) {
  const whole = errors.find(({ path = [] }) => !data || path.length === 0 || data[path[0]] == null);
  if (whole) throw ApiError.of(whole);
  return data;
}

/** Something that the page itself finds wrong with what was entered in `field`. */
export const wrongInput = (field, sentence) => new ApiError("PAGE", sentence, { inputPath: ["input", field] });
