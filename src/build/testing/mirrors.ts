/**
 * Copies, proxies, machine translations and places where anybody uploads documents. What they
 * show is to be cited from where it was published.
 */
const MIRRORS = `
91dzs.com ablesci.com alliansfriheten.se aolaikelin.cn atozwiki.com biznob.com blog.kinaforum.com
breakinglatest.news casplantje.nl cloudfront.net covid-19.chinadaily.com.cn dkpw.cn docslib.org
drugrepocentral.scienceopen.com dweb.link edgio.link exbulletin.com eymaps.com fdocuments.net
formacion-profesional-a-distancia.com handmsg.com headtopics.com hot.dzwww.com iiab.me lawsdocbox.com
libproxy1.nus.edu.sg liquisearch.com m.ming7.cn m.ywfarm.cn m.zgkjsz.com manage.thediplomat.com
mcdn.i-scmp.com mindofthegeek.com movatter.jp newsflash.city newssniffer.co.uk pariharnews.com
passeidireto.com pdffox.com pdfslide.net pressreader.com profilbaru.com profilpelajar.com readkong.com
redcensor.com scribd.com sentifin.ai slideshare.net staging.jamestown.org strategicstudyindia.com
tellerreport.com theinfolist.com thehongkongpost.com todayheadline.co v8gtdo2tx.asia vdocuments.mx
vdocuments.net webflow.io wiki-gateway.eudic.net wiki.richxsearch.com wiki.stringtranslate.com
wikiclassic.com wikimili.com wikisum.wiki wikiwand.com world-news-research.com www2022.jiia.lang.co.jp
`
  .trim()
  .split(/\s+/);

/** Whether a link leads to one of them, or to a machine without a name. */
export function isMirror(link: string): boolean {
  const { hostname } = new URL(link);
  return (
    /^[\d.]+$|^\[/.test(hostname) ||
    MIRRORS.some((mirror) => hostname === mirror || hostname.endsWith(`.${mirror}`))
  );
}
