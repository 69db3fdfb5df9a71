import '../../src/ui/look.css';
import '../../src/ui/parts/base.css';
import '../../src/ui/card/card.css';
import '../../src/ui/options/options.css';
import { render } from 'preact';
import { OptionsContainer } from '../../src/ui/options/options-container.tsx';

const root = document.getElementById('root');
if (root) render(<OptionsContainer />, root);
