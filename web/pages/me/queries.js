// What the patient's page asks for. Each part of the page has its fragment; the page is one query.

export const STEP = `fragment S on Step {
  id kind state description duration total nextDueOn scheduledOn
  frequency { asNeeded everyDays everyWeeks weekdays cycle { daysOn daysOff } timesPerDay timesOfDay }
}`;

export const PAGE = `query PatientPage {
  eventCursor
  viewer { ... on Patient {
    id name email emailConfirmed timeZone mailFailingSince
    doctor { id name title }
    extractionSettings { noAi }
    reminderSettings {
      remindAt ownRemindAt quietHours { from until } hasOwnQuietHours
      language ownLanguage mailDetail ownMailDetail subscribed unsubscribedAt
    }
    today { day due { ...S } checklist { ...S } done { ...S } asNeeded { ...S } }
    steps(states: [ACTIVE], first: 100) { nodes { ...S } }
    adherence { done expected missed percent streak days(last: 28) { day due done } }
    reminders {
      upcoming(first: 1) { day scheduledAt steps { id description } }
      sent(first: 1) { nodes { id day state sentAt reasonText reason } }
    }
  } }
} ${STEP}`;

export const NOTES = `query PatientNotes($after: String) {
  viewer { ... on Patient { notes(first: 5, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id body writtenOn doctor { name title }
      steps(first: 50) { nodes { id description state passage { start end text } } }
    }
  } } }
}`;

export const ACCESS_LOG = `query PatientAccessLog($after: String) {
  viewer { ... on Patient { accessLog(first: 20, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { at action by address detail doctor { name title } notes { id } steps { id } }
  } } }
}`;

export const DOCTORS = `query Doctors($search: String) { doctors(search: $search, first: 20) { nodes { id name title } } }`;

export const EVENTS = `subscription PatientEvents($after: String) { careEvents(after: $after) {
  __typename
  ... on CareEvent { cursor at }
  ... on StepsExtracted { steps { id } }
  ... on CheckInChanged { checkIn { undone } step { id } }
} }`;

/** The patient's day, as the server has it. */
export const TODAY = `query PatientToday { viewer { ... on Patient { id today { day } } } }`;

export const CHECK_IN = `mutation CheckIn($input: CheckInInput) { checkIn(input: $input) { results { status step { id } } } }`;
export const UNDO = `mutation UndoCheckIn($input: UndoCheckInInput!) { undoCheckIn(input: $input) { status step { id } } }`;
export const COMPLETE = `mutation CompleteStep($input: CompleteStepInput!) { completeStep(input: $input) { status step { id } } }`;
export const UNCOMPLETE = `mutation UncompleteStep($input: UncompleteStepInput!) { uncompleteStep(input: $input) { status step { id } } }`;
export const SELECT_DOCTOR = `mutation SelectDoctor($input: SelectDoctorInput!) { selectDoctor(input: $input) { doctor { id } } }`;
export const SET_ZONE = `mutation SetTimeZone($input: SetTimeZoneInput!) { setTimeZone(input: $input) { user { id } } }`;
export const EXPORT = `mutation ExportMyData($input: ExportMyDataInput!) {
  exportMyData(input: $input) { content fileName mediaType }
}`;
export const UPDATE_REMINDERS = `mutation UpdateReminderSettings($input: UpdateReminderSettingsInput!) {
  updateReminderSettings(input: $input) { patient { id } }
}`;
export const UNSUBSCRIBE = `mutation UnsubscribeReminders { unsubscribeReminders { patient { id } } }`;
export const SUBSCRIBE = `mutation SubscribeReminders { subscribeReminders { patient { id } } }`;
