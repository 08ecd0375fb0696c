import sharp from 'sharp';

const BERLIN = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '52/1 30/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '13/1 24/1 0/1',
};

/** An XMP packet with everything a place may hide in, and things that have to stay. */
export const PACKET = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:drone="http://www.dji.com/drone-dji/1.0/"
  exif:GPSLatitude="52,30.0N" exif:GPSLongitude='13,24.0E' photoshop:City="Berlin" Iptc4xmpCore:Location="Mitte"
  drone:GpsLongtitude="13.4" drone:RelativeAltitude="+10" dc:source="kept-source">
<!-- kept <comment> -->
<dc:creator><rdf:Seq><rdf:li>Änne Kept</rdf:li></rdf:Seq></dc:creator>
<photoshop:Country>Germany</photoshop:Country>
<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:City="Berlin"><Iptc4xmpExt:Sublocation>Tor</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>
<Iptc4xmpExt:LocationCreated rdf:parseType="Resource"><Iptc4xmpExt:CountryCode>DE</Iptc4xmpExt:CountryCode></Iptc4xmpExt:LocationCreated>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

/** Strings in `PACKET` that tell the place. */
export const SECRETS = ['52,30', '13,24', 'Berlin', 'Mitte', '13.4', 'Germany', 'Tor', 'DE<', '+10'];

/** A small photo with a place in Exif and, unless asked otherwise, in XMP; turned by its orientation. */
export async function photo(
  format: 'jpeg' | 'png' | 'webp' | 'avif',
  { xmp = PACKET, gps = true }: { xmp?: string; gps?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = Uint8Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * at * 31) >> 4);
  const image = sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Camera', Orientation: '6' },
      IFD2: { DateTimeOriginal: '2026:01:02 03:04:05' },
      ...(gps && { IFD3: BERLIN }),
    })
    .withMetadata({ orientation: 6 });
  return new Uint8Array(await (xmp ? image.withXmp(xmp) : image)[format]().toBuffer());
}

export const pixelsOf = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer();
