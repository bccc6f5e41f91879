// The bar at the top: who is signed in, or the form with which somebody does.

import { useState } from "react";
import { accessToken, logIn, logOut } from "./session.js";

export function SignIn({ user, onFill }) {
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);

  async function attempt(what) {
    setProblem("");
    setSaid("");
    setBusy(true);
    try {
      setSaid((await what()) ?? "");
    } catch (error) {
      setProblem(error.message);
    }
    setBusy(false);
  }

  function submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void attempt(async () => void (await logIn(form.get("email"), form.get("password"))));
  }

  async function copy() {
    await navigator.clipboard.writeText(`Authorization: Bearer ${await accessToken()}`);
    return "The header is in the clipboard. It works for a few minutes.";
  }

  return (
    <header className="bar">
      <h1>Aftercare GraphiQL</h1>
      {user ? (
        <div className="who">
          <span>
            Signed in as <strong>{user.name}</strong> ({user.__typename.toLowerCase()})
          </span>
          <button type="button" disabled={busy} onClick={() => attempt(onFill)}>
            Fill in my ids
          </button>
          <button type="button" disabled={busy} onClick={() => attempt(copy)}>
            Copy the Authorization header
          </button>
          <button type="button" disabled={busy} onClick={() => attempt(logOut)}>
            Sign out
          </button>
        </div>
      ) : (
        <form className="who" onSubmit={submit}>
          <label>
            E-mail <input name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            Password <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <button disabled={busy}>Sign in</button>
        </form>
      )}
      <p className="hint">
        Operations carry your session by themselves; an Authorization header that you write below is used instead. In an editor, Ctrl+M
        (on a Mac, Ctrl+Shift+M) lets the Tab key move on.
      </p>
      <p role="status">{said}</p>
      {problem && <p role="alert">{problem}</p>}
    </header>
  );
}
