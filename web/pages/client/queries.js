// How a session begins, goes on and ends.

const SESSION = `accessToken accessTokenExpiresAt user { __typename id name }`;

export const LOG_IN = `mutation LogIn($input: LogInInput!) { session: logIn(input: $input) { ${SESSION} } }`;
export const SIGN_UP = `mutation SignUp($input: SignUpInput!) { session: signUp(input: $input) { ${SESSION} } }`;
export const REFRESH = `mutation RefreshSession { session: refreshSession(input: {}) { ${SESSION} } }`;
export const LOG_OUT = `mutation LogOut { logOut { ended } }`;
