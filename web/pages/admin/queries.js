// What the admin's page asks for. None of it is of a record.

const ACCOUNT = `id name email role state title emailConfirmed createdAt lastSignInAt`;

export const ME = `query AdminMe { viewer { ... on Admin { id name email emailConfirmed timeZone } } }`;

export const WAITING = `query AdminWaiting($after: String) {
  accounts(first: 20, after: $after, role: DOCTOR, state: PENDING) {
    pageInfo { hasNextPage endCursor }
    nodes { ${ACCOUNT} }
  }
}`;

export const ACCOUNTS = `query AdminAccounts($after: String, $search: String, $role: AccountRole, $state: AccountState) {
  accounts(first: 20, after: $after, search: $search, role: $role, state: $state) {
    pageInfo { hasNextPage endCursor }
    nodes { ${ACCOUNT} }
  }
}`;

export const SYSTEM = `query AdminSystem {
  jobs { counts { kind waiting running dead } }
  sweeps { timeZone nextAt last { at day made sent pending failed skipped } }
  workers { id startedAt lastSeenAt }
}`;

export const DEAD_JOBS = `query AdminDeadJobs($after: String) {
  jobs { dead(first: 10, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id kind attempts errorCode error givenUpAt }
  } }
}`;

const change = (name) => {
  const title = `${name[0].toUpperCase()}${name.slice(1)}`;
  return `mutation ${title}($input: ${title}Input!) { ${name}(input: $input) { account { ${ACCOUNT} } } }`;
};

export const APPROVE = change("approveDoctor");
export const REFUSE = change("refuseDoctor");
export const SUSPEND = change("suspendAccount");
export const REINSTATE = change("reinstateAccount");
export const SET_TITLE = change("setDoctorTitle");
