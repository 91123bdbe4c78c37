/** Takes secrets out of a text that may be shown: whatever a server answers may repeat what it was sent. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const present = [...new Set(secrets.filter((secret) => secret !== ""))];
  return (text) => present.reduce((safe, secret) => safe.replaceAll(secret, "***"), text);
}
