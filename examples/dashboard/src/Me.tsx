import { useMutation, useQuery } from "@apollo/client/react";
import { graphql } from "./gql";
import type { MeQuery } from "./gql/graphql";

const ME = graphql(`
  query Me($id: ID!) {
    patient(id: $id) {
      id
      adherence { expected done percent }
      today { day due { id description duration } done { id description duration } }
    }
  }
`);
const CHECK_IN = graphql(`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      results { status step { id duration } }
      patient {
        id
        adherence { expected done percent }
        today { day due { id description duration } done { id description duration } }
      }
    }
  }
`);

type Patient = MeQuery["patient"];
type Step = Patient["today"]["due"][number];

export function Me({ id }: { id: string }) {
  const { data, error } = useQuery(ME, { variables: { id } });
  const [checkIn, { error: refused }] = useMutation(CHECK_IN);
  const problem = error ?? refused;
  const patient = data?.patient;
  return (
    <main>
      <h2>Today</h2>
      {problem && <p role="alert">{problem.message}</p>}
      {patient && (
        <>
          {patient.today.due.length === 0 && <p>All is done for today.</p>}
          <ul>
            {patient.today.due.map((step) => (
              <li key={step.id}>
                {step.description} <button onClick={() => void checkIn(optimistic(patient, step)).catch(() => {})}>Done</button>
              </li>
            ))}
          </ul>
          <h2>Done</h2>
          <ul>
            {patient.today.done.map((step) => (
              <li key={step.id}>
                {step.description}: {step.duration ?? "no end is set"} left
              </li>
            ))}
          </ul>
          <p role="status">{patient.adherence.done} check-ins so far</p>
        </>
      )}
    </main>
  );
}

/** Shown at once; the answer's `patient` takes its place, and an error takes it back. */
function optimistic(patient: Patient, step: Step) {
  const duration = step.duration == null ? null : step.duration - 1;
  const { today, adherence } = patient;
  return {
    variables: { input: { stepId: step.id } },
    optimisticResponse: {
      checkIn: {
        __typename: "CheckInPayload" as const,
        results: [{ __typename: "CheckInResult" as const, status: "CHECKED_IN" as const, step: { ...step, duration } }],
        patient: {
          ...patient,
          adherence: { ...adherence, done: adherence.done + 1 },
          today: { ...today, due: today.due.filter((due) => due.id !== step.id), done: [...today.done, { ...step, duration }] },
        },
      },
    },
  };
}
