// The people of the tests, and their mails. All are made up.

import { ask, eventually } from "./server.js";

export const PASSWORD = "a quiet lamp";
let made = 0;

/** Makes an account by the API; answers who it is, with a token for what a test asks besides the pages. */
export async function someone(server, role, name, more = {}) {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, "-")}-${++made}@example.org`;
  const query = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken user { id } } }";
  const { signUp } = await ask(server, query, { input: { email, name, role, password: PASSWORD, ...more } });
  return { email, name, id: signUp.user.id, token: signUp.accessToken };
}

/** A doctor and a patient who has chosen them. */
export async function pair(server, { doctor = "Dr. Dora Sample", patient = "Paula Example", more = {} } = {}) {
  const people = {
    doctor: await someone(server, "DOCTOR", doctor),
    patient: await someone(server, "PATIENT", patient, more),
  };
  await choose(server, people);
  return people;
}

/** The patient chooses the doctor. */
export const choose = (server, { doctor, patient }) =>
  ask(
    server,
    "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }",
    { input: { doctorId: doctor.id } },
    patient.token,
  );

/** The doctor writes a note; answers it once it has been read. */
export async function write(server, { doctor, patient }, body) {
  const query = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
  const { submitNote } = await ask(server, query, { input: { patientId: patient.id, body } }, doctor.token);
  return eventually(async () => {
    const found = await ask(
      server,
      "query ($id: ID!) { note(id: $id) { id state steps { nodes { id description state } } } }",
      { id: submitNote.note.id },
      doctor.token,
    );
    return found.note.state !== "QUEUED" && found.note;
  });
}

/** Signs in by the start page, and waits for the person's own page. */
export async function signIn(page, { email }, home) {
  await page.goto("/");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${home}`);
  await page.getByRole("button", { name: "Sign out", exact: true }).first().waitFor();
}

/** The newest mail to an address that has the words, as it was written. */
const newestTo = (server, email, words) =>
  eventually(async () =>
    (await server.mails()).filter((mail) => mail.includes(`To: ${email}`) && words.test(decoded(mail))).at(-1),
  );

/** Quoted-printable text as it is read. */
function decoded(text) {
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The newest mail to an address that has the words, decoded. */
export const mailTo = async (server, email, words) => decoded(await newestTo(server, email, words));

/** Its HTML part alone. */
export async function htmlTo(server, email, words) {
  const mail = await newestTo(server, email, words);
  const part = mail.slice(mail.indexOf("Content-Type: text/html"));
  return decoded(part.slice(part.indexOf("\r\n\r\n") + 4, part.indexOf("\r\n--=_")));
}

/** The eight digits in a mail. */
export const codeIn = (mail) => /^(\d{4} \d{4})\r?$/m.exec(mail)[1];

/** The first address in a mail that leads to `path`. */
export const linkIn = (mail, path) => new RegExp(`http://[^\\s]+${path}#[\\w-]+`).exec(mail)[0];

/** Confirms a person's e-mail address, with the code from their mail. */
export async function confirm(server, person) {
  const code = codeIn(await mailTo(server, person.email, /Subject: Confirm/));
  await ask(
    server,
    "mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { id } } }",
    { input: { code } },
    person.token,
  );
}
