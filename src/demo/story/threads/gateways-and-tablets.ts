import type { InThread } from '../letter.ts';

/** D-5, decided by field; D-7, ended by its decider; D-8, withdrawn. D-6 stands in an update of the third week. */
export const gatewaysAndTablets: readonly InThread[] = [
  {
    week: 3,
    who: 'luis',
    at: 'Thu 16:20',
    to: ['ben'],
    subject: 'The old frame parser',
    text: `Ben, as we said on the phone.

Decision: the old frame parser is deleted once its tests pass on the new one
Context: there are two parsers, and every bug is mended in only one of them
Consequences: captures from before image 30 cannot be replayed any more
Epic: Data Integrity`,
  },
  {
    week: 4,
    who: 'tom',
    at: 'Mon 14:05',
    to: ['sara', 'ben'],
    subject: '[PROPOSAL] MQTT 5 on the gateways',
    text: `Proposal: gateways speak MQTT 5, and the bridge understands both versions.
Why: without reason codes we cannot tell a full broker from a wrong password.
Options:
- MQTT 5 everywhere, in one night
- MQTT 5 on gateways, both on the bridge
- 3.1.1 for another year
Decider: Sara
Decide by: Wednesday 17:00`,
  },
  {
    week: 4,
    who: 'ben',
    at: 'Mon 13:10',
    answers: 'proposal',
    about: 'MQTT 5',
    text: '+1 for both on the bridge',
  },
  {
    week: 4,
    who: 'kofi',
    at: 'Tue 08:50',
    answers: 'proposal',
    about: 'MQTT 5',
    text: "Does Hafen's firewall care which one it is? It lets out 443 and nothing else.",
  },
  {
    week: 4,
    who: 'tom',
    at: 'Tue 10:20',
    answers: 'colleague',
    about: 'MQTT 5',
    text: 'It never sees the difference: both travel inside a websocket on 443.',
  },
  {
    week: 4,
    who: 'sara',
    at: 'Tue 15:00',
    answers: 'proposal',
    about: 'MQTT 5',
    text: 'Decision: MQTT 5 from image 41 on; the bridge understands both until the last gateway has it.',
  },
  {
    week: 4,
    who: 'mei',
    at: 'Wed 10:10',
    to: ['kofi'],
    subject: '[PROPOSAL] Kiosk mode on every tablet',
    text: `Proposal: the tablets show our app and nothing else.
Why: half of the failed sign-ins at Hafen began in the browser.
Decide by: Friday 12:00`,
  },
  {
    week: 4,
    who: 'kofi',
    at: 'Wed 16:45',
    answers: 'proposal',
    about: 'Kiosk mode',
    text: 'They photograph every delivery note with the same tablet. What becomes of the camera?',
  },
  {
    week: 4,
    who: 'mei',
    at: 'Thu 09:05',
    answers: 'colleague',
    about: 'Kiosk mode',
    text: 'Withdrawn. I had not known about the delivery notes; next time the camera is in it.',
  },
];
