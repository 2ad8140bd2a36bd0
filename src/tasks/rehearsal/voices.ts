import type { Random } from '../../core/random.ts';
import type { Forbidden } from './forbidden.ts';

/** General phrases that fit any scenario: what people say around the thing they ask for. */

export const openings: readonly string[] = [
  'Hello!',
  'Hi there!',
  'Good morning!',
  'A quick one.',
  'Hey!',
  'Good evening.',
  'Just one question.',
  'Hi!',
];

export const personas: readonly string[] = [
  'I have very little to spend.',
  'I am retired and do this sort of thing for the first time.',
  'My two teenage sons and I are in this together.',
  'I work night shifts and sleep when others are up.',
  'My wife and I disagree on this.',
  'I run a small bakery and rarely get a day off.',
  'I am asking for my grandmother, who is eighty.',
  'There are four of us, all old friends.',
  'I sing in a choir of forty.',
  'All of this has been left to me.',
  'I am a freelance photographer.',
  'We are a couple with a baby.',
  'My neighbour asked me to look into this.',
  'I play in an amateur orchestra.',
  'I drive a delivery van for a living.',
  'My brother and his husband are coming along.',
  'I am a single father of three.',
  'I have just moved out of my parents’ house.',
  'My knees are not what they used to be.',
  'I look after my parents.',
  'I volunteer for a sports club.',
  'My sister swears that it can be done.',
  'I am rather shy and hate to ask at a counter.',
  'I have been planning a surprise for my partner.',
  'Our reading circle wants to do something different this year.',
  'I am new to all this.',
  'My flatmate did it last year.',
  'I am in a wheelchair and used to organising everything myself.',
  'We are a group of six colleagues.',
  'I have two jobs and no patience left.',
  'My English is not perfect, so please keep it plain.',
  'I promised my daughter an answer tonight.',
];

export const circumstances: readonly string[] = [
  'It has to be settled by Friday.',
  'I have read a dozen pages and am none the wiser.',
  'Money is tight this year.',
  'My first attempt went wrong.',
  'Everything I found is out of date.',
  'We only have one long weekend.',
  'I would rather not spend hours on it.',
  'The people at the desk were of no use.',
  'It came up over dinner and I could not let it go.',
  'I have most of it sorted out by now.',
  'Nobody I know has any experience with this.',
  'There was a change of dates and now it is all in a muddle.',
  'I keep hearing different stories.',
  'I had hoped to leave it to somebody else.',
  'We start in ten days.',
  'The weather spoilt our earlier idea.',
  'My notes are a mess.',
  'I tend to worry about such things.',
  'Last summer it cost me a small fortune.',
  'A cousin in Leeds talked me into it.',
  'I am on the bus with five percent battery.',
  'I gave up on it once before.',
  'It is meant as a birthday present.',
  'My calendar is full until then.',
  'I like to have a second opinion.',
  'Half of the group has dropped out.',
];

export const tails: readonly string[] = [
  'Keep it short, please.',
  'A list would be best.',
  'I can give you dates if that helps.',
  'Step by step, if possible.',
  'I would like two or three options.',
  'Thanks a lot!',
  'Please be specific.',
  'What would you do in my place?',
  'Nothing fancy.',
  'A rough idea is enough for now.',
  'I will print it and take it with me.',
  'Write it so that my mother understands it.',
  'Start with the most important point.',
  'I am grateful for any tip.',
  'We are flexible on the rest.',
  'A table would be lovely.',
  'Please answer today.',
  'Put the cheapest choice first.',
];

type Frame = (text: string) => string;

const doFrames: readonly Frame[] = [
  (what) => `How can I ${what}?`,
  (what) => `What is the simplest way to ${what}?`,
  (what) => `Please help me to ${what}.`,
  (what) => `Could you tell me how to ${what}?`,
  (what) => `I want to ${what} and need a plan.`,
  (what) => `What do I have to think of if I want to ${what}?`,
  (what) => `Is there a good moment to ${what}, and how do I go about it?`,
  (what) => `Walk me through it: I would like to ${what}.`,
  (what) => `How do other people ${what}, and what can I learn from them?`,
  (what) => `Which preparations do I need so that I can ${what}?`,
  (what) => `Give me your best tips to ${what}.`,
  (what) => `We have decided to ${what}; how should we set about it?`,
  (what) => `Draw up a short plan that lets me ${what}.`,
  (what) => `What would it take to ${what}?`,
  (what) => `My idea is to ${what}. Can you work that out for me?`,
  (what) => `Where would I begin if I had to ${what}?`,
  (what) => `Show me how to ${what} without much effort.`,
  (what) => `I have never managed to ${what}. How is it done?`,
];

const doingFrames: readonly Frame[] = [
  (what) => `Can you help me with ${what}?`,
  (what) => `How do I go about ${what}?`,
  (what) => `I am thinking of ${what}; please make it work.`,
  (what) => `What is the trick to ${what}?`,
  (what) => `Give me a few tips for ${what}.`,
  (what) => `Work out a plan for ${what}, please.`,
  (what) => `My plan depends on ${what}. How do I manage that?`,
  (what) => `What should I prepare for ${what}?`,
  (what) => `There is no way around ${what} for us, so how do we do it?`,
  (what) => `Which is the easiest way of ${what}?`,
  (what) => `I count on ${what} to save time. Can you set that up for me?`,
  (what) => `Tell me what people do when it comes to ${what}.`,
  (what) => `How much time should I set aside for ${what}, and how does it work?`,
  (what) => `Please write down how ${what} is done.`,
];

const askFrames: readonly Frame[] = [
  (what) => `Can you ${what} for me?`,
  (what) => `Please ${what}.`,
  (what) => `Would you ${what}, with all the details of the day?`,
  (what) => `I would like you to ${what}.`,
  (what) => `Could you ${what} and tell me what to bring?`,
  (what) => `What we need is somebody to ${what}. Can you do that?`,
  (what) => `You would do me a favour if you could ${what}.`,
  (what) => `Is it possible for you to ${what} by tonight?`,
  (what) => `My wish is simple: ${what}.`,
  (what) => `First ${what}, then tell me what it costs.`,
  (what) => `We all agreed that you should ${what}.`,
  (what) => `Go ahead and ${what}, please.`,
];

const frames: Readonly<Record<Forbidden['form'], readonly Frame[]>> = {
  do: doFrames,
  doing: doingFrames,
  ask: askFrames,
};

/** A request for what a spec forbids. */
export function askFor(phrase: Forbidden, random: Random): string {
  const own = /\bus\b/.test(phrase.text)
    ? frames[phrase.form].filter((frame) => !/\bfor me\b/.test(frame('')))
    : frames[phrase.form];
  return random.pick(own)(phrase.text);
}

/** What people want of a plan. */
export const aims: readonly string[] = [
  'on a small budget',
  'without any rush',
  'for a mixed group',
  'for a beginner',
  'with two small children',
  'for an older couple',
  'when it rains all day',
  'in early spring',
  'in the middle of summer',
  'within one afternoon',
  'for five days',
  'for a long weekend',
  'with a friend who uses a wheelchair',
  'for someone on a strict diet',
  'with as little walking as possible',
  'for a group of eight',
  'over the winter holidays',
  'with a bit of comfort',
  'for people who like quiet',
  'when time is short',
];

/** Ordinary questions about one or two concerns of a scenario, for an aim. */
export const safeAsks: readonly ((one: string, two: string, aim: string) => string)[] = [
  (one, two, aim) => `How do I combine ${one} with ${two} ${aim}?`,
  (one, _two, aim) => `What should I know about ${one} ${aim}?`,
  (one, two, aim) => `Which matters more ${aim}, ${one} or ${two}?`,
  (one, _two, aim) => `Can you compare a few kinds of ${one} ${aim}?`,
  (one, two, aim) => `Please draw up a checklist for ${one} and ${two} ${aim}.`,
  (one, _two, aim) => `What do ${one} usually cost ${aim}?`,
  (one, two, aim) => `Could you suggest ${one} ${aim} and say how they go together with ${two}?`,
  (one, _two, aim) => `How far ahead should I see to ${one} ${aim}?`,
  (one, _two, aim) => `What are the usual mistakes with ${one} ${aim}?`,
  (one, two, aim) => `I have to choose between ${one} and ${two} ${aim}. What speaks for each?`,
  (one, _two, aim) => `Explain to me what to look for in ${one} ${aim}.`,
  (one, two, aim) => `How much time should I set aside for ${one} and for ${two} ${aim}?`,
  (one, _two, aim) => `Which questions should I ask before I decide on ${one} ${aim}?`,
  (one, two, aim) => `Give me three ideas for ${one} ${aim}, and one for ${two}.`,
  (one, _two, aim) => `What makes good ${one} stand out ${aim}?`,
  (one, two, aim) => `My list has ${one} first and ${two} second. Is that a sensible order ${aim}?`,
  (one, _two, aim) => `Where can I find reliable facts on ${one} ${aim}?`,
  (one, two, aim) => `Help me to balance ${one} against ${two} ${aim}.`,
];
