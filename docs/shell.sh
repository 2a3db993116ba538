# What the tutorial and the guides type with. In bash, in this project's folder, with the service running:
#
#     . docs/shell.sh
#
# URL and KEY are those of `npm start` on this machine unless they are set already.

URL=${URL:-http://127.0.0.1:3000}
KEY=${KEY:-$(cat .fitserve/first-api-key)}

# A request with the key, and one with a JSON body.
api() { curl -sS -H "Authorization: Bearer $KEY" "$@"; }
json() { api -H 'Content-Type: application/json' "$@"; }

# Prints the JSON that comes in, or one field of it (`show .id`); numbers are cut to four digits.
show() {
  node -p "
    const { defaultOptions } = require('util').inspect;
    Object.assign(defaultOptions, { depth: null, breakLength: 100 });
    const short = (_key, value) => (Number.isInteger(value) || typeof value !== 'number' ? value : Number(value.toPrecision(4)));
    JSON.parse(require('fs').readFileSync(0), short)$1"
}

# Prints the id of what was made; an error as it came.
id_of() {
  local answer
  answer=$(cat)
  if [[ $answer =~ \"id\":\"([^\"]*)\" ]]; then echo "${BASH_REMATCH[1]}"; else echo "$answer" >&2; fi
}

# The command of this project, for the same service.
fitserve() { FITSERVE_URL=$URL FITSERVE_API_KEY=$KEY node dist/cli/main.js "$@"; }
