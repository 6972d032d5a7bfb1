/** Words of the designer. Its keys are kept apart from those of the filling page, which is shown inside it on trial. */
import { type Arguments, dictionary, type Wording } from ".";
import { canvasWords } from "./designer-canvas";
import { copyWords } from "./designer-copies";
import { consolidationWords } from "./designer-consolidation";
import { exampleWords } from "./designer-examples";
import { mappingWords } from "./designer-mapping";
import { indicatorWords } from "./designer-indicators";
import { panelWords } from "./designer-panels";
import { historyWords } from "./designer-history";
import { proofWords } from "./designer-proofs";
import { propertyWords } from "./designer-properties";
import { ruleWords } from "./designer-rules";

const words = { ...mappingWords, ...canvasWords, ...copyWords, ...indicatorWords, ...panelWords, ...proofWords, ...historyWords, ...ruleWords, ...exampleWords, ...consolidationWords, ...propertyWords };

const AREA = "designer:";
const say = dictionary(Object.fromEntries(Object.entries(words).map(([key, wording]): [string, Wording] => [AREA + key, wording])));

export function t(key: keyof typeof words, args?: Arguments): string {
  return say(AREA + key, args);
}
