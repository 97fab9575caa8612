export { fill, type Message, type Same } from '@streetdate/matcher/internal';
