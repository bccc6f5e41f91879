// The operations that the tabs begin with: those of the README, for who is signed in. An id that is not known stays open, and is
// filled in once it is.

/** What stands for an id that is not known. */
export const OPEN = { patient: "patient_...", doctor: "doctor_...", planStep: "step_... (repeated)", checklistStep: "step_... (once)" };

const careEvents = {
  query: `# Everything that happens, live. "Resume from this cursor", below, goes on from the last event.
subscription CareEvents($after: String) {
  careEvents(after: $after) {
    __typename
    cursor
    at
    patient { id name }
    ... on NoteSubmitted { note { id state } }
    ... on StepsExtracted { steps { id kind description duration } }
    ... on CheckInChanged { checkIn { day undone } step { id description duration } }
    ... on StepChanged { step { id description state } }
    ... on DoctorSelected { doctor { id name } }
  }
}`,
  variables: { after: null },
};

const nobody = [
  {
    query: `# Sign in above, or make an account first: a doctor's here, a patient's in the next tab.
mutation SignUpDoctor($input: SignUpInput!) {
  signUp(input: $input) { user { id name } }
}`,
    variables: { input: { email: "dora@example.org", password: "a quiet lamp", name: "Dr. Dora", role: "DOCTOR" } },
  },
  {
    query: `mutation SignUpPatient($input: SignUpInput!) {
  signUp(input: $input) { user { id name } }
}`,
    variables: { input: { email: "pat@example.org", password: "a quiet lamp", name: "Pat", role: "PATIENT" } },
  },
  { query: `query Viewer {\n  viewer { __typename id name }\n}` },
];

const doctor = (ids) => [
  {
    query: `query Patients($search: String) {
  patients(first: 20, search: $search, orderBy: { by: DAYS_MISSED, direction: DESCENDING }) {
    totalCount
    edges {
      assignedAt
      node {
        id
        name
        adherence { expected done percent daysMissed days(last: 14) { day due done } }
        today { day due { description } }
      }
    }
  }
}`,
    variables: { search: null },
  },
  {
    query: `mutation SubmitNote($input: SubmitNoteInput!) {
  submitNote(input: $input) {
    note { id state }
    patient { id name }
  }
}`,
    variables: {
      input: {
        patientId: ids.patient,
        body: "Take doxycycline 100 mg twice daily for 7 days. Book a blood test on Friday.",
        clientMutationId: "first-note",
      },
    },
  },
  careEvents,
  {
    query: `query PatientPage($id: ID!) {
  patient(id: $id) {
    id
    name
    notes(first: 5) { nodes { id state body extraction { reasonText } } }
    steps(first: 20) { nodes { id kind state description duration total reviewReasonText passage { text } } }
  }
}`,
    variables: { id: ids.patient },
  },
  {
    query: `query Worklist {
  worklist(first: 20) {
    totalCount
    counts { kind count }
    nodes { __typename id kind since patient { id name } }
  }
}`,
  },
];

const patient = (ids) => [
  {
    query: `query Today {
  viewer {
    ... on Patient {
      id
      today {
        day
        due { id description duration }
        checklist { id description }
        asNeeded { id description }
        done { id description }
      }
      steps(first: 20, states: [ACTIVE]) { edges { node { id kind description duration } } }
    }
  }
}`,
  },
  {
    query: `mutation CheckIn($input: CheckInInput) {
  checkIn(input: $input) {
    day
    results { status step { id description duration } }
  }
}`,
    variables: { input: { stepId: ids.planStep } },
  },
  {
    query: `mutation UndoCheckIn($input: UndoCheckInInput!) {
  undoCheckIn(input: $input) { step { id duration } }
}`,
    variables: { input: { stepId: ids.planStep } },
  },
  {
    query: `mutation CompleteStep($input: CompleteStepInput!) {
  completeStep(input: $input) { step { id completed } }
}`,
    variables: { input: { stepId: ids.checklistStep } },
  },
  careEvents,
  {
    query: `mutation SelectDoctor($input: SelectDoctorInput!) {
  selectDoctor(input: $input) { assignedAt doctor { id name } }
}`,
    variables: { input: { doctorId: ids.doctor } },
  },
  {
    query: `query AccessLog {
  viewer {
    ... on Patient {
      accessLog(first: 20) { nodes { at action doctor { name } notes { id } } }
    }
  }
}`,
  },
  {
    query: `mutation ConfirmEmail($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) { user { emailConfirmed } }
}`,
    variables: { input: { code: "4821 9930" } },
  },
  {
    query: `mutation ExportMyData($input: ExportMyDataInput!) {
  exportMyData(input: $input) { fileName content }
}`,
    variables: { input: { format: "FHIR" } },
  },
  {
    query: `# Closes the account for good: nobody can read the record from then on.
mutation DeleteAccount($input: DeleteAccountInput!) {
  deleteAccount(input: $input) { deleted }
}`,
    variables: { input: { password: "..." } },
  },
];

const admin = () => [
  {
    query: `query Accounts($state: AccountState) {
  accounts(first: 20, state: $state) { nodes { id name email role state } }
}`,
    variables: { state: "PENDING" },
  },
  { query: `query Jobs {\n  jobs { counts { kind waiting running dead } dead(first: 20) { nodes { id kind error } } }\n}` },
  { query: `query Sweeps {\n  sweeps { timeZone nextAt last { day made sent failed } }\n  workers { id startedAt lastSeenAt }\n}` },
];

/** The tabs for a person (`{ __typename }`; null when nobody is signed in), with the ids that are known. */
export function tabsFor(user, known = {}) {
  const ids = { ...OPEN, ...known };
  const all = { Doctor: doctor, Patient: patient, Admin: admin };
  const tabs = user ? all[user.__typename](ids) : nobody;
  return tabs.map(({ query, variables }) => ({ query, variables: variables ? JSON.stringify(variables, null, 2) : "" }));
}

/** The ids that the tabs of this person can use; what the server does not tell stays open. */
export async function idsFor(user, ask) {
  const steps = "steps(first: 100, states: [ACTIVE]) { nodes { id kind } }";
  if (user?.__typename === "Doctor") {
    const { data } = await ask({ query: "{ patients(first: 1) { nodes { id } } }" });
    return known({ doctor: user.id, patient: data?.patients.nodes[0]?.id });
  }
  if (user?.__typename !== "Patient") return {};
  const { data } = await ask({ query: `{ viewer { ... on Patient { doctor { id } ${steps} } } doctors(first: 1) { nodes { id } } }` });
  const newest = (kind) => data?.viewer?.steps.nodes.findLast((step) => step.kind === kind)?.id;
  return known({
    patient: user.id,
    doctor: data?.viewer?.doctor?.id ?? data?.doctors.nodes[0]?.id,
    planStep: newest("PLAN"),
    checklistStep: newest("CHECKLIST"),
  });
}

function known(ids) {
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id));
}
