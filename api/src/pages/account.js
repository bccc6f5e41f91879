// What both pages need: the token behind # in the address, and one question to the server.

/** The token of the link, taken out of the address so that it stays in no history. */
export function takeToken() {
  const token = window.location.hash.slice(1);
  if (token) window.history.replaceState(null, "", window.location.pathname);
  return token;
}

/** The payload of a mutation; an error has the server's sentence. */
export async function change(mutation, input, fields, accessToken) {
  const kind = mutation[0].toUpperCase() + mutation.slice(1) + "Input";
  const query = input
    ? `mutation ($input: ${kind}!) { ${mutation}(input: $input) { ${fields} } }`
    : `mutation { ${mutation} { ${fields} } }`;
  const headers = { "content-type": "application/json" };
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  let answer;
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers,
      body: JSON.stringify({ query, variables: { input } }),
    });
    answer = await response.json();
  } catch {
    throw new Error("The server cannot be reached. Check your connection and try again.");
  }
  const error = answer.errors && answer.errors[0];
  if (error) {
    const wait = error.extensions && error.extensions.retryAfter;
    const sentence = error.message[0].toUpperCase() + error.message.slice(1);
    throw new Error(wait && !sentence.includes("seconds") ? `${sentence}. Try again in ${wait} seconds` : sentence);
  }
  return answer.data[mutation];
}

/** Runs `work` when the form is sent, with its fields; says how it went in the status line. */
export function onSubmit(form, status, work) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = "";
    try {
      status.textContent = await work(Object.fromEntries(new FormData(form)));
      form.hidden = true;
    } catch (error) {
      status.textContent = error.message.endsWith(".") ? error.message : `${error.message}.`;
    } finally {
      button.disabled = false;
    }
  });
}
