/** A plan with the example people: Ana leads, Ben is in São Paulo, Luis observes. */
export const team = `team: reliability
name: Product Reliability
timezone: Europe/Berlin
members:
  - { name: Ana Ruiz, address: ana@example.com, role: lead }
  - { name: Ben Carvalho, address: ben@example.com, timezone: America/Sao_Paulo }
  - { name: Kofi Mensah, address: kofi@example.com }
  - { name: Mei Tanaka, address: mei@example.com }
  - { name: Tom Becker, address: tom@example.com }
  - { name: Sara Lindholm, address: sara@example.com }
  - { name: Luis Ortega, address: luis@example.com, role: observer }
cycle:
  name: 2026-Q4
  starts: 2026-10-05
  ends: 2026-12-18
  objective: Improve the reliability of our product in real-world use
  key_results:
    - { id: KR1, text: Reduce system failures by 50 %, from: 40, to: 20, current: 33, unit: failures a month }
    - { id: KR2, text: Increase successful user actions to 95 %, from: 88, to: 95, unit: "%" }
    - { id: KR3, text: Ship two real-world pilot deployments, from: 0, to: 2, unit: pilots }
epics:
  - slug: data-integrity
    name: Data Integrity
    owner: ben@example.com
    wants: Every pilot can trust the numbers it shows
    risk: Silent corruption of sensor data
    if_it_fails: Pilots run on wrong data and are cancelled
    resume_line: "Cut data errors from {from} to {to} by end-to-end checksums"
    key_results: [KR1, KR3]
  - slug: alerting
    name: Alerting
    owner: kofi@example.com
    wants: We know before the customer does
    risk: Failures that nobody sees
    if_it_fails: Customers find our bugs
    resume_line: "Cut time to notice from {from} to {to}"
    key_results: [KR2]
sprints:
  first: 2026-10-05
  length: 2w
  goals:
    - { sprint: 3, goal: Reduce errors in user workflows, key_result: KR2 }
`;
