import { readFileSync } from 'node:fs';

/** The command that installs ffmpeg, by the names that `/etc/os-release` gives a Linux system and its ancestors. */
const LINUX_LINES: readonly (readonly [names: RegExp, line: string])[] = [
  [/^(?:debian|ubuntu|raspbian)$/, 'sudo apt-get install ffmpeg'],
  // Fedora's own ffmpeg-free lacks H.264, HEVC and VC-1.
  [/^(?:fedora|rhel|centos)$/, 'sudo dnf install ffmpeg --allowerasing  # after enabling RPM Fusion, rpmfusion.org'],
  [/^alpine$/, 'sudo apk add ffmpeg'],
  [/^(?:arch|archlinux)$/, 'sudo pacman -S ffmpeg'],
  [/^(?:suse|opensuse)/, 'sudo zypper install ffmpeg'],
];

/**
 * The command that installs a fully capable ffmpeg on a system.
 * @param platform - As `process.platform` names it. @defaultValue this system's
 * @param osRelease - Text of `/etc/os-release`; only read on Linux. @defaultValue this system's
 */
export function installLine(platform: string = process.platform, osRelease = platform === 'linux' ? readOsRelease() : ''): string {
  if (platform === 'darwin') return 'brew install ffmpeg';
  if (platform === 'win32') return 'winget install Gyan.FFmpeg';
  const ids = [...osRelease.matchAll(/^(?:ID|ID_LIKE)=["']?([^"'\n]*)/gm)].flatMap((match) => match[1]!.split(' '));
  for (const id of ids) {
    const line = LINUX_LINES.find(([names]) => names.test(id))?.[1];
    if (line !== undefined) return line;
  }
  return 'see https://ffmpeg.org/download.html';
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
