// Without an argument: prints a free port of loopback. With addresses: waits until each answers with a page, two minutes at most.
const { createServer } = require('node:net');

const addresses = process.argv.slice(2);
if (addresses.length === 0) {
  const server = createServer().listen(0, '127.0.0.1', () => {
    console.log(server.address().port);
    server.close();
  });
} else {
  untilAnswered(addresses).catch((error) => {
    console.log(error.message);
    process.exitCode = 1;
  });
}

async function untilAnswered(addresses) {
  const end = Date.now() + 120_000;
  for (const address of addresses) {
    for (;;) {
      const said = await fetch(address).then(
        (answer) => answer.status,
        (error) => error.cause?.code ?? error.message,
      );
      if (said === 200) break;
      if (Date.now() > end) throw new Error(`${address} does not answer within two minutes: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    console.log(`${address} answers`);
  }
}
