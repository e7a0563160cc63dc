/** Units by their sign: said after one, after any other number. Signs are told apart by case: `Mb` is not `MB`. */
const table: Readonly<Record<string, readonly [one: string, many: string]>> = Object.fromEntries(
  `%=percent|percent °C=degree Celsius|degrees Celsius °F=degree Fahrenheit|degrees Fahrenheit °=degree|degrees
   ns=nanosecond µs=microsecond μs=microsecond us=microsecond ms=millisecond s=second sec=second secs=second
   min=minute mins=minute h=hour hr=hour hrs=hour d=day
   B=byte kB=kilobyte KB=kilobyte MB=megabyte GB=gigabyte TB=terabyte PB=petabyte
   KiB=kibibyte MiB=mebibyte GiB=gibibyte TiB=tebibyte
   kb=kilobit kbit=kilobit Kb=kilobit Mb=megabit Mbit=megabit Gb=gigabit Gbit=gigabit
   bps=bit_per_second|bits_per_second kbps=kilobit_per_second|kilobits_per_second
   Mbps=megabit_per_second|megabits_per_second Gbps=gigabit_per_second|gigabits_per_second
   KB/s=kilobyte_per_second|kilobytes_per_second kB/s=kilobyte_per_second|kilobytes_per_second
   MB/s=megabyte_per_second|megabytes_per_second GB/s=gigabyte_per_second|gigabytes_per_second
   Hz=hertz|hertz kHz=kilohertz|kilohertz MHz=megahertz|megahertz GHz=gigahertz|gigahertz fps=frame_per_second|frames_per_second
   rpm=revolution_per_minute|revolutions_per_minute
   nm=nanometer µm=micrometer μm=micrometer mm=millimeter cm=centimeter m=meter km=kilometer in=inch|inches ft=foot|feet
   yd=yard mi=mile mph=mile_per_hour|miles_per_hour km/h=kilometer_per_hour|kilometers_per_hour
   m/s=meter_per_second|meters_per_second
   m²=square_meter km²=square_kilometer cm²=square_centimeter m³=cubic_meter
   mg=milligram g=gram kg=kilogram lb=pound lbs=pound oz=ounce
   ml=milliliter mL=milliliter l=liter L=liter
   V=volt mV=millivolt kV=kilovolt A=amp mA=milliamp W=watt mW=milliwatt kW=kilowatt MW=megawatt GW=gigawatt
   kWh=kilowatt_hour Wh=watt_hour mAh=milliamp_hour J=joule kJ=kilojoule N=newton Pa=pascal kPa=kilopascal
   dB=decibel dBFS=decibel_full_scale|decibels_full_scale px=pixel pt=point em=em|ems rem=rem|rems vh=V_H|V_H
   cal=calorie kcal=kilocalorie K=kelvin|kelvin`
    .split(/\s+(?=[^\s=]+=)/u)
    .map((entry) => {
      const [sign = '', names = ''] = entry.split('=');
      const [one = '', many = `${one}s`] = names.replaceAll('_', ' ').split('|');
      return [sign, [one, many]];
    }),
);

const escaped = (sign: string) => sign.replace(/[/]/gu, '\\/');

/** Matches a unit's sign, longest first; single letters only where they cannot be anything else (see quantities.ts). */
export const unitPattern = Object.keys(table)
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join('|');

export function unitName(sign: string, isOne: boolean): string {
  const [one, many] = table[sign] ?? [sign, sign];
  return isOne ? one : many;
}

/** Units that are also words or names of their own: only right after the digits, without a space. */
export const onlyAttached = new Set([
  's',
  'h',
  'd',
  'm',
  'B',
  'A',
  'V',
  'W',
  'J',
  'N',
  'K',
  'g',
  'l',
  'L',
  'in',
  'us',
  'em',
  'pt',
  'Pa',
]);
