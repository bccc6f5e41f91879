/** The token of a mail's link, taken out of the address so that it stays in no history. */
export function takeToken() {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, "", location.pathname);
  return token;
}
