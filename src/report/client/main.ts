import { startItemBrowser } from './item-browser.ts';
import { addTableButtons } from './table-csv.ts';

addTableButtons();
void startItemBrowser();
