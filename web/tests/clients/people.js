// A doctor and a patient of a test, and what they do by plain HTTP: the clients under test only watch and ask.

import { ask, eventually } from "../help/server.js";

const password = "a quiet lamp";
let count = 0;

/** Signs somebody up: `{ id, token, refreshToken, email, password }`. */
export async function signUp(server, role, name) {
  const email = `${role.toLowerCase()}-${(count += 1)}@example.org`;
  const mutation = `mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken refreshToken user { id } } }`;
  const { signUp } = await ask(server, mutation, { input: { email, password, name, role } });
  return { id: signUp.user.id, token: signUp.accessToken, refreshToken: signUp.refreshToken, email, password };
}

/** A doctor and the patient who chose them, which everybody has been told. */
export async function household(server) {
  const [doctor, patient] = [await signUp(server, "DOCTOR", "Dr. Dora"), await signUp(server, "PATIENT", "Pat")];
  const before = await eventCursor(server, doctor);
  const mutation = "mutation ($id: ID!) { selectDoctor(input: { doctorId: $id }) { assignedAt } }";
  await ask(server, mutation, { id: doctor.id }, patient.token);
  await eventually(async () => (await eventCursor(server, doctor)) !== before);
  return { doctor, patient };
}

/** The doctor writes a note; answers the steps that it became. */
export async function planned(server, { doctor, patient }, body = "Take doxycycline 100 mg twice daily for 7 days.") {
  const mutation = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
  const { submitNote } = await ask(server, mutation, { input: { patientId: patient.id, body } }, doctor.token);
  const query = "query ($id: ID!) { note(id: $id) { state steps(first: 20) { nodes { id kind duration } } } }";
  return eventually(async () => {
    const { note } = await ask(server, query, { id: submitNote.note.id }, doctor.token);
    return note.state === "EXTRACTED" && note.steps.nodes;
  });
}

/** The patient checks the step in. */
export function checkIn(server, { patient }, stepId) {
  const mutation = "mutation ($id: ID!) { checkIn(input: { stepId: $id }) { day } }";
  return ask(server, mutation, { id: stepId }, patient.token);
}

/** The patient takes the check-in back. */
export function undo(server, { patient }, stepId) {
  const mutation = "mutation ($id: ID!) { undoCheckIn(input: { stepId: $id }) { step { id } } }";
  return ask(server, mutation, { id: stepId }, patient.token);
}

/** The cursor to begin a subscription with. */
export async function eventCursor(server, person) {
  return (await ask(server, "{ eventCursor }", {}, person.token)).eventCursor;
}
