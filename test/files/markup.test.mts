import { typeOfMarkup } from '../../nodes/shared/files/markup';

const SVG = 'image/svg+xml';
const HTML = 'text/html';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

describe('The first element tells the type', () => {
	test.each([
		['<svg', SVG],
		['<svg>', SVG],
		['<svg/>', SVG],
		['<svg xmlns="http://www.w3.org/2000/svg"/>', SVG],
		...[' ', '\t', '\r', '\n', '\f', '<', '>', '/', '['].map((end) => [`<svg${end}x`, SVG]),
		['<svg:svg>', SVG],
		['<a:svg>', SVG],
		['<:svg>', SVG],
		['<html', HTML],
		['<html>', HTML],
		['<HTML lang="en">', HTML],
		['<Html/>', HTML],
		['<x:html>', HTML],
	])('%j', (text, type) => {
		expect(typeOfMarkup(text)).toBe(type);
		for (const blank of [' ', '\t', '\r', '\n', '\f', ' \t\r\n\f ']) {
			expect(typeOfMarkup(blank + text)).toBe(type);
			expect(typeOfMarkup(BYTE_ORDER_MARK + blank + text)).toBe(type);
		}
		expect(typeOfMarkup(BYTE_ORDER_MARK + text)).toBe(type);
	});

	test.each([
		...[
			'',
			' ',
			'\n\n',
			'<',
			'<>',
			'< svg>',
			'</svg>',
			'<sv',
			'<vg',
			'<svgs>',
			'<svg-a>',
			'<svg?>',
		],
		...['<SVG>', '<Svg>', '<svg\v>', '<svg\0>', '<svg:>', '<svg:a>', '<a:b:svg>', '<a:SVG>'],
		...['<htm', '<htmls>', '<tml>', '<html:>', '<rss/>', '<body>', '<script>', '<!svg>', '<![svg>'],
		...['svg', 'svg>', 'xsvg>', ' svg>', '>svg>', '&lt;svg>', 'html', 'a<svg>', 'See <svg/>'],
		...['\0<svg>', '\v<svg>', '\u00a0<svg>', '\xef\xbb<svg>', `x${BYTE_ORDER_MARK}<svg>`],
		...[`<svg${BYTE_ORDER_MARK}`, `${BYTE_ORDER_MARK}${BYTE_ORDER_MARK}<svg>`, BYTE_ORDER_MARK],
	])('not %j', (text) => {
		expect(typeOfMarkup(text)).toBeUndefined();
	});
});

describe('The document type tells the type', () => {
	test.each([
		['<!DOCTYPE svg>', SVG],
		['<!doctype svg', SVG],
		['<!DocType svg [<!ENTITY a "b">]>', SVG],
		['<!DOCTYPE svg[<!ENTITY a "b">]>', SVG],
		['<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN">', SVG],
		['<!DOCTYPE \t\r\n\fsvg>', SVG],
		['<!DOCTYPE a:svg>', SVG],
		['<!DOCTYPE html>', HTML],
		['<!doctype HTML>', HTML],
		['<!doctype\nHtml SYSTEM "about:legacy-compat">', HTML],
	])('%j', (text, type) => {
		expect(typeOfMarkup(text)).toBe(type);
		expect(typeOfMarkup(` <?xml version="1.0"?>\n${text}`)).toBe(type);
	});

	test.each([
		...['<!DOCTYPE', '<!DOCTYPE>', '<!DOCTYPE   ', '<!DOCTYPE SVG>', '<!DOCTYPE book>'],
		...['<!DOCTYPE book><svg>', '<!DOCTYP svg>', '<!DOC svg>', '<! DOCTYPE svg>', '!DOCTYPE svg>'],
		...['x<!DOCTYPE svg>', '<!DOCTYPE <svg>', '<DOCTYPE svg>', '<!DOCTYPE "svg">'],
	])('not %j', (text) => {
		expect(typeOfMarkup(text)).toBeUndefined();
	});
});

describe('Comments, and instructions such as an XML declaration, say nothing', () => {
	test.each([
		...['<!-- drawn -->', '<!---->', '<!-- > -- <html> ->-->', '<!-- <!-- -->', '<!-- ?> -->'],
		...['<!------>', '<!--->-->', '<?xml version="1.0"?>', '<??>', '<?a <html> ? > --> ?>'],
		...['<?xml?>\n<?xml-stylesheet href="a.css"?>\n', '<!--a--><!--b-->', '<!--a-->\t\r\n\f <?b?>'],
		...[' <!-- a --> ', '\n<?a?>\n<!-- b -->\n<?c?>\n'],
	])('%j', (text) => {
		expect(typeOfMarkup(`${text}<svg/>`)).toBe(SVG);
		expect(typeOfMarkup(`${BYTE_ORDER_MARK}${text} <html>`)).toBe(HTML);
		expect(typeOfMarkup(`${text}<rss/>`)).toBeUndefined();
		expect(typeOfMarkup(`${text}svg`)).toBeUndefined();
		expect(typeOfMarkup(text)).toBeUndefined();
	});

	test.each([
		...[
			'<!--',
			'<!-- <svg/>',
			'<!-- -- > <svg/>',
			'<!-- ->\n<svg/>',
			'<!--><svg/>',
			'<!---><svg/>',
		],
		...['   <!-- <svg/>', '<!--a--><!-- <svg/>', '<!-- ?><svg/>'],
		...['<?', '<?xml <svg/>', '  <?xml > <svg/>', '<?xml ? ><svg/>', '<?><svg/>', '<?a --><svg/>'],
		...['<?a?><?b <svg/>', '<!- a --><svg/>', '<! -- a --><svg/>', '< ?a?><svg/>', '?><svg/>'],
		...['--><svg/>', '-- a --><svg/>'],
	])('without an end, nothing behind them counts: %j', (text) => {
		expect(typeOfMarkup(text)).toBeUndefined();
	});
});
