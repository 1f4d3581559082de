// Copies the two weights of Noto Serif SC that papers and tables are printed in, with their licence, beside the code that prints.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { readWord } from './arguments.js';

const PACKAGE = '@expo-google-fonts/noto-serif-sc';
const FILES = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf', 'LICENSE_FONT'];

const FOLDER = 'src/export/pdf/fonts';
const word = readWord(
  'npm run fonts -- [dist]',
  '复制打印所用字体到源码或 dist',
  'copies the fonts for printing into the sources, or into dist',
  ['dist'],
);
const folder = word === undefined ? FOLDER : join(word, FOLDER);

const source = findPackage();
if (source === undefined && !FILES.every((file) => existsSync(join(folder, basename(file))))) {
  console.error(
    `缺少字体：请不带 --omit=dev 安装 / the fonts are missing: install ${PACKAGE}, a development dependency`,
  );
  process.exit(1);
}
if (source !== undefined) {
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(source, file), join(folder, basename(file)));
}

function findPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return undefined;
  }
}
