// Doctors who wait to be let in.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { paged } from "../ui/pages.js";
import { badge, card, more, nothing } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { moment, t } from "../words/index.js";
import { APPROVE, REFUSE, WAITING } from "./queries.js";

const list = paged("waiting", WAITING, ({ accounts }) => accounts);

export const reloadWaiting = () => list.reload();

export function waitingDoctors(changed) {
  list.begin();
  return card("waiting", t("admin.waiting"), [
    list.notice(),
    list.nodes?.length === 0 && nothing(t("admin.nobodyWaits")),
    list.nodes?.length > 0 &&
      h(
        "ul",
        { class: "steps", key: "list" },
        list.nodes.map((one) => item(one, changed)),
      ),
    more(list.pageInfo, list.more),
  ]);
}

function item({ id, name, email, emailConfirmed, createdAt }, changed) {
  const decide = (mutation, sentence) => async () => {
    await ask(mutation, { input: { doctorId: id } });
    await changed();
    say(t(sentence, { name }));
  };
  return h(
    "li",
    { class: "step", key: id },
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, name), " ", !emailConfirmed && badge(t("admin.unconfirmed"), "warn")),
      h("p", { class: "hint" }, `${email} · ${t("admin.since", { when: moment(createdAt) })}`),
    ),
    h(
      "div",
      { class: "buttons tight" },
      action(`approve-${id}`, t("admin.approve"), decide(APPROVE, "admin.approved"), {
        look: "primary",
        name: `${t("admin.approve")}: ${name}`,
      }),
      action(`refuse-${id}`, t("admin.refuse"), decide(REFUSE, "admin.refused"), {
        look: "danger",
        sure: t("admin.refuse.sure", { name }),
        name: `${t("admin.refuse")}: ${name}`,
      }),
    ),
  );
}
