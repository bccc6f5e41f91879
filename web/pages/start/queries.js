// What "Try it" asks for.

export const SAMPLE_PERSON = `mutation SamplePerson($input: SignUpInput!) { signUp(input: $input) { accessToken user { id } } }`;
export const SAMPLE_CHOICE = `mutation SampleChoice($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }`;
export const SAMPLE_NOTE = `mutation SampleNote($input: SubmitNoteInput!) { submitNote(input: $input) { note { state } } }`;
