import { useState, useSyncExternalStore, type FormEvent } from "react";
import { client } from "./client";
import { Dashboard } from "./Dashboard";
import { Me } from "./Me";
import * as session from "./session";

export function App() {
  const user = useSyncExternalStore(session.subscribe, session.user);
  if (!user) return <LogIn />;
  async function logOut() {
    await session.logOut();
    // Nothing of the one who leaves is shown to the one who comes.
    await client.clearStore();
  }
  return (
    <>
      <header>
        <h1>Aftercare</h1>
        <span>{user.name}</span>
        <button onClick={() => void logOut()}>Log out</button>
      </header>
      {user.__typename === "Doctor" && <Dashboard key={user.id} />}
      {user.__typename === "Patient" && <Me key={user.id} id={user.id} />}
      {user.__typename === "Admin" && <p>This page is for doctors and patients.</p>}
    </>
  );
}

function LogIn() {
  const [problem, setProblem] = useState("");
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem("");
    await session.logIn(String(form.get("email")), String(form.get("password"))).catch((error: Error) => setProblem(error.message));
  }
  return (
    <main>
      <h1>Aftercare</h1>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          E-mail <input name="email" type="email" autoComplete="username" required />
        </label>
        <label>
          Password <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button>Log in</button>
        {problem && <p role="alert">{problem}</p>}
      </form>
    </main>
  );
}
