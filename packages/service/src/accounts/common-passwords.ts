/**
 * Passwords of 12 characters and more that guessers try first: keyboard walks, doubled words, words of this trade. Endings that are no
 * letters are ignored, so that `administrator2027!` is among them.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 12345678901234 123456789123 123123123123 111222333444 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u q1w2e3r4t5y6
  qwertyuiop qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopas qwertyuiopasdf qwertyqwerty qwerty123456 qwerty12345678 qazwsxedcrfv
  qazwsxedcrfvtgb zxcvbnmasdfghjkl asdfghjkl123 asdfghjklzxcvbnm asdfasdfasdf zaq12wsxcde3 zaq1zaq1zaq1 abcdefghijkl abcdefghijklm
  abcdefghijklmnopqrstuvwxyz abcdefg12345 abcd1234efgh abcd1234abcd abc123abc123 a1b2c3d4e5f6 aa1234567890 password password1234 password12345 password123456
  passwordpassword password1password p@ssw0rd p@ssw0rd1234 p@ssword passw0rd passw0rd1234 mypassword mynewpassword changeme changemenow changeme1234 changeit
  letmein letmeinletmein letmeinplease welcome welcome12345 welcomewelcome iloveyou iloveyouiloveyou iloveyouforever trustno1trustno1
  administrator administrators adminadmin adminadminadmin admin1234567 administration rootrootroot superuser supersecret supervisor
  secretsecret topsecretpassword testtesttest testpassword temporary temppassword defaultpassword default logmein opensesame
  correcthorsebatterystaple correct-horse-battery-staple monkeymonkey dragondragon footballfootball baseballbaseball princessprincess
  sunshinesunshine starwarsstarwars harrypotter michaeljordan manchesterunited streetdate streetdatestreetdate streetdateadmin
  streetdatepassword fingerprint fingerprints prereleaseleak blackbuster moviemoviemovie`.split(/\s+/),
);
