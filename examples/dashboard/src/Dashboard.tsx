import { useMutation, useQuery } from "@apollo/client/react";
import { useState, type FormEvent } from "react";
import { graphql } from "./gql";
import type { PatientsQuery, WorklistQuery } from "./gql/graphql";
import { inWords, useLive } from "./live";

const PATIENTS = graphql(`
  query Patients($search: String, $after: String) {
    patients(first: 20, after: $after, search: $search, orderBy: { by: DAYS_MISSED, direction: DESCENDING }) {
      totalCount
      pageInfo { endCursor hasNextPage }
      nodes { id name adherence { percent days(last: 14) { day due done } } }
    }
  }
`);
const WORKLIST = graphql(`
  query Worklist {
    worklist(first: 20) {
      counts { kind count }
      nodes {
        id
        since
        patient { id name }
        ... on StepToReview { step { id description reviewReasonText } }
        ... on NoteToDecide { noteId }
        ... on FailedExtraction { noteId extraction { reasonText } }
        ... on PatientAtRisk { daysMissed }
      }
    }
  }
`);
const SUBMIT_NOTE = graphql(`
  mutation SubmitNote($input: SubmitNoteInput!) {
    submitNote(input: $input) { note { id state } patient { id } }
  }
`);

type Patient = PatientsQuery["patients"]["nodes"][number];

export function Dashboard() {
  const { events, state } = useLive();
  return (
    <main className="columns">
      <Patients />
      <Worklist />
      <section aria-labelledby="live">
        <h2 id="live">Live</h2>
        <p role="status">{state}</p>
        <ol>
          {events.map((event) => (
            <li key={event.cursor}>
              {event.patient.name}: {inWords(event)}
            </li>
          ))}
        </ol>
      </section>
    </main>
  );
}

function Patients() {
  const [search, setSearch] = useState("");
  const { data, previousData, error } = useQuery(PATIENTS, { variables: { search: search || null } });
  const patients = (data ?? previousData)?.patients;
  return (
    <section aria-labelledby="patients">
      <h2 id="patients">Patients {patients && `(${patients.totalCount})`}</h2>
      <label>
        Search <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      {error && <p role="alert">{error.message}</p>}
      <ul>
        {patients?.nodes.map((patient) => (
          <li key={patient.id}>
            <h3>{patient.name}</h3>
            <Strip adherence={patient.adherence} />
            <Note patient={patient} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Fourteen days, oldest first and today last. */
function Strip({ adherence }: { adherence: Patient["adherence"] }) {
  const { percent, days } = adherence;
  const label = percent == null ? "Nothing was due yet" : `${percent}% of what was due is done`;
  return (
    <span role="img" aria-label={label} className="strip">
      {days.map(({ day, due, done }, index) => (
        <i key={day} title={`${day}: ${done} of ${due} done`} className={colour(due, done, index === days.length - 1)} />
      ))}
    </span>
  );
}

/** What is due today is not missed yet. */
function colour(due: number, done: number, today: boolean) {
  if (due === 0) return "none";
  if (done >= due) return "done";
  return today ? "open" : "missed";
}

function Note({ patient }: { patient: Patient }) {
  const [submit, { loading, error }] = useMutation(SUBMIT_NOTE);
  // One id for one note, however often it is sent.
  const [clientMutationId, renew] = useState(() => crypto.randomUUID());
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const body = String(new FormData(form).get("body"));
    const { data } = await submit({ variables: { input: { patientId: patient.id, body, clientMutationId } } });
    if (!data) return;
    renew(crypto.randomUUID());
    form.reset();
  }
  return (
    <form onSubmit={(event) => void send(event).catch(() => {})}>
      <label>
        Note about {patient.name} <textarea name="body" required maxLength={20_000} />
      </label>
      <button disabled={loading}>Submit the note</button>
      {error && <p role="alert">{error.message}</p>}
    </form>
  );
}

function Worklist() {
  const { data, error } = useQuery(WORKLIST);
  return (
    <section aria-labelledby="worklist">
      <h2 id="worklist">To do</h2>
      {error && <p role="alert">{error.message}</p>}
      {data?.worklist.nodes.length === 0 && <p>Nothing waits for you.</p>}
      <ul>
        {data?.worklist.nodes.map((item) => (
          <li key={item.id}>
            {item.patient.name}: {waits(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function waits(item: WorklistQuery["worklist"]["nodes"][number]) {
  switch (item.__typename) {
    case "StepToReview":
      return `look at "${item.step.description}": ${item.step.reviewReasonText}`;
    case "NoteToDecide":
      return "decide on a note: does the plan end or go on?";
    case "FailedExtraction":
      return `a note could not be read: ${item.extraction.reasonText}`;
    case "PatientAtRisk":
      return `has missed ${item.daysMissed} days in a row`;
    case "FailingMail":
      return "mails do not arrive";
  }
}
