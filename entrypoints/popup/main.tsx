import '../../src/ui/look.css';
import '../../src/ui/parts/base.css';
import '../../src/ui/card/card.css';
import '../../src/ui/popup/popup.css';
import { render } from 'preact';
import { PopupContainer } from '../../src/ui/popup/popup-container.tsx';

const root = document.getElementById('root');
if (root) render(<PopupContainer />, root);
