// What the pages must know of their server, and whether it is there.

import { ApiError } from "./api.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

let about = null;

/** `{ environment, graphiql, doctorSignup, timeZone }`: how this server is set up. */
export async function aboutServer() {
  try {
    about ??= await (await fetch("/pages/server.json")).json();
    return about;
  } catch {
    throw new ApiError("UNREACHABLE", "The server cannot be reached.");
  }
}

/** Ends once the server answers again; when the device is connected again, it is asked at once. */
export async function serverIsBack() {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await new Promise((resolve) => {
      setTimeout(resolve, pause * (0.75 + Math.random() / 2));
      addEventListener("online", resolve, { once: true });
    });
    const response = await fetch("/livez", { cache: "no-store" }).catch(() => null);
    if (response?.ok) return;
  }
}
