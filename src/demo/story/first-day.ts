import type { InThread } from './letter.ts';

/** Everybody says hello, and one asks for the manual. */
export const firstDay: readonly InThread[] = [
  {
    week: 1,
    who: 'mei',
    at: 'Mon 08:31',
    answers: 'welcome',
    text: 'Hi Ana! Works, and from the phone as well.',
  },
  { week: 1, who: 'tom', at: 'Mon 08:31', answers: 'welcome', text: 'hi' },
  { week: 1, who: 'sara', at: 'Mon 08:31', answers: 'welcome', text: 'Hi from Stockholm' },
  { week: 1, who: 'kofi', at: 'Mon 08:20', answers: 'welcome', text: 'Hello' },
  { week: 1, who: 'ben', at: 'Mon 08:40', answers: 'welcome', text: 'Hi, got it.' },
  { week: 1, who: 'tom', at: 'Mon 08:52', subject: 'help', text: 'help' },
];
