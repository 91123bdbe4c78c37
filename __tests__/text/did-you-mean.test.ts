import { didYouMean, didYouMeanSentence } from "../../src/text/did-you-mean";

const keys = ["organizationalUnits", "accounts", "trustedServices", "policies"];

test.each([
  ["organisationalUnits", "organizationalUnits"],
  ["organizational_units", "organizationalUnits"],
  ["acounts", "accounts"],
  ["trusted", "trustedServices"],
  ["plans", undefined],
  ["", undefined],
])("%j means %j", (word, meant) => {
  expect(didYouMean(word, keys)).toBe(meant);
});

test("the sentence is empty where nothing is near", () => {
  expect(didYouMeanSentence("zebra", keys)).toBe("");
  expect(didYouMeanSentence("polices", keys)).toBe(' Did you mean "policies"?');
});
