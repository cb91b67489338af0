import type { Temporal } from 'temporal-polyfill';

/**
 * The commented file that `plan init` writes: a team of seven in a quarter of product reliability.
 * @param cycleStart the Monday on which the cycle and its first sprint start; the cycle takes eleven weeks
 */
export function examplePlan(cycleStart: Temporal.PlainDate): string {
  const cycleEnd = cycleStart.add({ days: 74 });
  const name = `${cycleStart.year}-Q${Math.ceil(cycleStart.month / 3)}`;
  return `# The plan of a team. "onrecord plan check" explains what is wrong, "onrecord plan apply" applies it.
# Apply it again whenever something changed; only what differs from the last time changes.

team: reliability                 # slug: in addresses and links
name: Product Reliability
timezone: Europe/Berlin           # the team's; members may have their own
# log_address: log@example.com    # else the service's own address with +reliability
links:
  board: https://board.example.com/reliability
  repo: https://git.example.com/reliability
  call: https://call.example.com/reliability

members:
  - name: Ana Ruiz
    address: ana@example.com
    role: lead                    # lead | member (default) | observer
  - name: Ben Carvalho
    address: ben@example.com
    also: [ben.carvalho@home.example]   # other addresses of the same person
    timezone: America/Sao_Paulo
  - { name: Kofi Mensah, address: kofi@example.com }
  - { name: Mei Tanaka, address: mei@example.com }
  - { name: Tom Becker, address: tom@example.com }
  - { name: Sara Lindholm, address: sara@example.com }
  - name: Luis Ortega
    address: luis@example.com
    # away: [{ from: 2026-12-21, to: 2027-01-02 }]
    # left: 2027-03-31            # the last day
    # receipts: always            # always | when-needed | off

rhythm:                           # these are the defaults; off switches one off
  planning: Mon 09:00
  request: Fri 09:00
  reminder: Fri 13:00
  review: Fri 16:00

# One objective, three or four key results. A key result is an outcome with a number, not a feature.
cycle:
  name: ${name}
  starts: ${cycleStart.toString()}
  ends: ${cycleEnd.toString()}
  objective: Improve the reliability of our product in real-world use
  key_results:
    - { id: KR1, text: Reduce system failures by 50 %, from: 40, to: 20, current: 36, unit: failures a month }
    - { id: KR2, text: Increase successful user actions to 95 %, from: 88, to: 95, current: 89, unit: "%" }
    - { id: KR3, text: Ship two real-world pilot deployments, from: 0, to: 2, current: 0, unit: pilots }

# An epic is owned by one person and reduces one risk.
epics:
  - slug: data-integrity
    name: Data Integrity
    also: [checksums]
    owner: ben@example.com
    wants: Every pilot can trust the numbers it shows        # what the organization wants of it
    risk: Silent corruption of sensor data                   # what risk does this reduce?
    if_it_fails: Pilots run on wrong data and are cancelled  # what happens if this fails?
    resume_line: "Cut data errors from {from} to {to} by end-to-end checksums"
    key_results: [KR1, KR3]
  - slug: pilot-rollout
    name: Pilot Rollout
    also: [pilots]
    owner: kofi@example.com
    wants: Two customers run it in their own plant by the end of the quarter
    risk: We learn about the field only after the launch
    if_it_fails: The next year is planned on guesses
    resume_line: "Brought {to} pilot deployments into production in {weeks} weeks"
    key_results: [KR3]
  - slug: user-workflows
    name: User Workflows
    also: [workflows]
    owner: mei@example.com
    wants: An operator finishes a shift report without calling anybody
    risk: Errors in everyday actions drive users back to paper
    if_it_fails: Usage falls and the product is judged unreliable
    resume_line: "Raised successful user actions from {from} % to {to} %"
    key_results: [KR2]
  - slug: automation
    name: Automation
    also: [importer, alerting]
    owner: tom@example.com
    wants: Failures are seen by us before a customer sees them
    risk: Outages found by customers, at night
    if_it_fails: Support grows faster than the product
    resume_line: "Cut the time to detect a failure from {from} to {to} minutes"
    key_results: [KR1]

sprints:
  first: ${cycleStart.toString()}
  length: 2w
  goals:
    - { sprint: 1, goal: Know where user workflows fail, key_result: KR2 }
    - { sprint: 2, goal: No silent data errors in staging, key_result: KR1 }
    - { sprint: 3, goal: Fewer errors in user workflows, key_result: KR2 }
`;
}
