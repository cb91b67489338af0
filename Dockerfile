FROM node:24-bookworm-slim
WORKDIR /app

# The libraries first: they change less often than the code. Node is here; the copy among the optional ones is for machines with an older one.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

COPY LICENSE README.md ./
COPY migrations migrations
COPY emails emails
COPY src src

# `onrecord` in PATH, and a directory for what the embedded database and the demo keep.
RUN printf '#!/bin/sh\nexec node --no-warnings /app/src/main.ts "$@"\n' > /usr/local/bin/onrecord \
 && chmod 755 /usr/local/bin/onrecord \
 && install --directory --owner=node --group=node /app/var

USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
EXPOSE 3000
VOLUME /app/var

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["onrecord"]
CMD ["serve"]
