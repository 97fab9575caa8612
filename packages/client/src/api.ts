export interface paths {
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the browsers where one is signed in
         * @description Sessions of the account that asks, latest first.
         */
        get: operations["listSessions"];
        put?: never;
        /**
         * Sign in with a password
         * @description The session’s secret is in a cookie. A wrong password, an unknown account and an unknown organisation get the same answer. After ten failures of an account, or thirty of an address, each further attempt has to wait longer.
         */
        post: operations["signIn"];
        /**
         * Sign out everywhere
         * @description Ends all sessions of the account that asks, this one too.
         */
        delete: operations["signOutEverywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password with a link that is used once
         * @description The link that the server prints at its first start makes the first account, an admin: it needs an e-mail address. Other links belong to an account. All sessions of the account end, and a new one begins.
         */
        post: operations["useLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/local-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the console at the server’s own machine
         * @description As long as nobody can sign in, the token of the server’s machine makes its browser the operator’s. It lies in a file that only the user of the server can read. Programs send it as they would an API key.
         */
        post: operations["openLocally"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say who asks
         * @description The account, key or local operator that the request comes from, and what it may do.
         */
        get: operations["whoAmI"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Ends the session that the request comes in.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session of one’s own
         * @description Signs out in another browser.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one’s own password
         * @description All other sessions of the account end.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts, in the order that they were made
         * @description Accounts of the organisation, closed ones too.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Add an account
         * @description It has no password. Give the link in the answer to its owner, who sets one with it; the link is shown once and lasts a day. Streetdate sends no mail.
         */
        post: operations["addAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description An account of the organisation.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /**
         * Remove an account
         * @description With its e-mail address, password, sessions, links and known devices. What the person did stays in the audit log with the name, since entries are never changed. The only admin cannot be removed, and nobody under a legal hold.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Change an account’s name or role, or close it
         * @description A closed account cannot sign in, and its sessions and links end. It stays closed, and its name stays in the audit log. The only admin can neither be closed nor get another role.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/v1/accounts/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that sets an account’s password
         * @description For an account that has lost its password or its first link. Earlier links of the account end; its password stays until the link is used.
         */
        post: operations["addAccountLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, latest first
         * @description Keys of the organisation without their secrets, also those that were revoked or have expired.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key
         * @description Its secret is in the answer and nowhere else. Send it as `Authorization: Bearer sd_…`.
         */
        post: operations["addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It ends at once. It stays in the list, so that the audit log can be read.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done, latest first
         * @description Who did what, on which row, from where, and whether it was refused. Entries are written with the change, and never changed.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the audit log
         * @description All entries from the first one on, one a line. Each has the hash of the entry before it, so that an edit shows. Keep the last hash elsewhere, so that a log whose end was cut off shows as well.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organisations
         * @description For admins of the first organisation, which runs the service.
         */
        get: operations["listOrganisations"];
        put?: never;
        /**
         * Add an organisation
         * @description It gets a library of its own. Give the link in the answer to its first admin; it is shown once and lasts a day.
         */
        post: operations["addOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an organisation and all that it has
         * @description Nobody gets in from then on. A job removes its uploads, library, accounts, keys and webhooks. What another organisation has as well stays. Its audit log stays, under its id. The first organisation and one with a legal hold are refused.
         */
        delete: operations["deleteOrganisation"];
        options?: never;
        head?: never;
        /**
         * Rename an organisation
         * @description Its accounts sign in with the new name from then on.
         */
        patch: operations["renameOrganisation"];
        trace?: never;
    };
    "/v1/organisations/{id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what an organisation may keep, and what it keeps
         * @description Where a limit is absent, the setting of the service holds, or there is no bound.
         */
        get: operations["getOrganisationLimits"];
        /**
         * Set what an organisation may keep
         * @description They replace those of before. Retention goes by them within the hour. Uploads that are there stay when a quota is lowered; new ones get 507.
         */
        put: operations["putOrganisationLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the organisation may keep, and what it keeps
         * @description Who runs the service sets the limits.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link for the first admin of an organisation
         * @description For an organisation that has no admin yet, whose first link was lost or has expired. Earlier links end.
         */
        post: operations["addOrganisationLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say whether the process lives
         * @description It looks at nothing else, so that a slow database does not get a process restarted.
         */
        get: operations["isAlive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say whether the service can work
         * @description It reads from the database, the library and the queue. 503 says which of them does not answer.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read metrics as Prometheus does
         * @description Requests, jobs by state, age of the queue, scans and bytes of the whole service. Only for those who run it.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads, latest first
         * @description Uploads of the organisation with their current verdicts. Each further parameter narrows the list. An upload has a title, a score and a source once it has a verdict with a match.
         */
        get: operations["listUploads"];
        put?: never;
        /**
         * Send in a film, a still or a fingerprint
         * @description The body is the bytes of the file. A fingerprint (`.sdfp`, or lines of vPDQ in a file `.vpdq.txt`) is a query too, so that a film need not leave its owner. The same content is stored once. The answer has the verdict if it is there within `wait` seconds.
         */
        post: operations["sendUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/upload-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count uploads
         * @description How many uploads the list with the same parameters has, up to 10,000.
         */
        get: operations["countUploads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say how far the uploads are that were sent under one name
         * @description Give `batch` when you send them. The list of uploads can be narrowed to it too.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an upload with its current verdict
         * @description Ask again until `state` is `done`, `failed` or `cancelled`, or read the events of the upload instead.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Remove an upload and all that was kept of it
         * @description Its verdicts, the messages about them, its jobs and its name go at once; its bytes, its fingerprint and the scans of it within seconds. What another upload has as well stays. The audit log keeps that it was sent and removed. One under a legal hold is refused.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an upload
         * @description Its work ends as soon as the worker looks. One that is cancelled already stays so. One that has ended is refused.
         */
        post: operations["cancelUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all verdicts of an upload, latest first
         * @description The first one is current. The others were superseded: by a later window, a new reference or a newer search.
         */
        get: operations["listVerdicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a picture of a moment of an upload
         * @description A grey JPEG of the frame nearest to a time. It is made from the media as long as that is kept, and else from the small pictures in the fingerprint: `x-picture-made-from` says which, and `x-picture-time` which time it shows. 404 `not-kept` says that neither is there; `no-moment` that the media has no picture at that time.
         */
        get: operations["getUploadPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a picture of a moment of a reference
         * @description A grey JPEG of the frame nearest to a time. It is made from the media as long as that is kept, and else from the small pictures in the fingerprint: `x-picture-made-from` says which, and `x-picture-time` which time it shows. 404 `not-kept` says that neither is there; `no-moment` that the media has no picture at that time.
         */
        get: operations["getReferencePicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/curves/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how a match of an upload goes over time
         * @description The distance of the compared frames, as the search recorded them, in at most `most` points a segment.
         */
        get: operations["getMatchCurves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what people decided about an upload, latest first
         * @description About its current verdict and earlier ones, with what the decisions about the current one come to.
         */
        get: operations["listUploadDecisions"];
        put?: never;
        /**
         * Decide about the current verdict of an upload
         * @description One’s last decision counts. The verdict is decided once enough people agree, and stays as it is. What was decided goes into the ledger of the library. Where two have to agree, a key counts as nobody.
         */
        post: operations["addDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what people decided, latest first
         * @description Decisions of the organisation about all uploads that are there.
         */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/precision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how often verdicts were right
         * @description By what people decided about them, also about verdicts that were superseded later. Only what somebody looked at is counted, so that the shares hold for uploads of that sort.
         */
        get: operations["getPrecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/review-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how many people have to agree about a verdict
         * @description It holds for decisions from then on. What is decided stays so until somebody decides about it again.
         */
        put: operations["putReviewPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the disputes about an upload
         * @description In order of their receipt. Uploads of the same content share them.
         */
        get: operations["listDisputes"];
        put?: never;
        /**
         * Record a counter-notice about an upload
         * @description Until it ends, the verdict needs review, and says what it would be otherwise. The same one again is refused.
         */
        post: operations["addDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/disputes/{dispute}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record how a dispute ended
         * @description It ends once. The upload is judged again.
         */
        post: operations["endDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List disputes that are open, the one with the earliest deadline first
         * @description Each with the uploads whose content it is about.
         */
        get: operations["listOpenDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads that were called a leak and no longer are, latest first
         * @description Each with the messages to webhooks that carry the old verdict. Webhooks are told of the new one by verdict.superseded.
         */
        get: operations["listCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the servers of the case tell together
         * @description Servers are taken in where the library lies. The answer is up to half a minute old. Times of files are claims of whoever ran a server.
         */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search by a fingerprint without storing it
         * @description The body is a fingerprint (`.sdfp`), or lines of vPDQ with a name that ends in `.vpdq` or `.vpdq.txt`. The answer is what an upload of it would get as its verdict. Neither the fingerprint nor the answer is kept, and no webhook is told.
         */
        post: operations["search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resumable-uploads/{id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the upload that a file sent in parts became
         * @description The last answer of tus names the upload in its header field Streetdate-Upload. Who has lost that answer asks here, with the last part of the address that the file was sent to.
         */
        get: operations["getResumedUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the frame hashes of an upload as vPDQ lines
         * @description One line a frame: frame number, quality, PDQ hash, seconds. ThreatExchange’s tools read them. The upload must be done.
         */
        get: operations["getUploadSignals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references/{id}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the frame hashes of a reference as vPDQ lines
         * @description One line a frame: frame number, quality, PDQ hash, seconds. ThreatExchange’s tools read them.
         */
        get: operations["getReferenceSignals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks, oldest first
         * @description Without their secrets.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Add a webhook
         * @description Messages are signed by Standard Webhooks with the secret of the answer. Those that fail are sent again, each time later. No message goes to a private address that who runs the service has not allowed, and no redirect is followed.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description Without its secret.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook
         * @description With its deliveries. What waits is not sent.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description What is not given stays, and so does the secret. An inactive one is told of nothing.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description The secret before goes on to sign for `keepSeconds`. Each message has a signature by both then, so that a receiver misses none while it changes.
         */
        post: operations["renewWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description It is queued as any other. The delivery says what became of it.
         */
        post: operations["pingWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a webhook, latest first
         * @description What was sent, how often, and what was answered.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an upload by server-sent events
         * @description An event `progress` each time that state or progress change, then one event `end` with the upload and its verdict. A client that comes back with Last-Event-ID gets only what it has not seen, and 204 after the end, so that it stops asking.
         */
        get: operations["followUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all uploads of the organisation by server-sent events
         * @description An event for each upload that is added (`upload.added`), ends without a verdict (`upload.ended`) or gets a verdict (`verdict.reached`), in order. Its data is JSON with `uploadId`, `at`, and `state`, or `verdictId` and `kind`. A client that comes back with Last-Event-ID gets what it has missed in the last seven days first. Without it, the stream begins now.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List titles, ordered by name
         * @description Titles of the organisation with their release windows and the ids of their references.
         */
        get: operations["listTitles"];
        put?: never;
        /**
         * Add a title
         * @description Its id is made from its name. A title with that name is updated: given facts and windows replace the known ones.
         */
        post: operations["addTitle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a title with its windows
         * @description The title with that id.
         */
        get: operations["getTitle"];
        /**
         * Add or update a title by its id
         * @description Given facts and windows replace the known ones. Windows of other territories and channels stay.
         */
        put: operations["putTitle"];
        post?: never;
        /**
         * Remove a title and all that was kept of it
         * @description With its windows, its references with their fingerprints, its discs and the places where it is allowed. Verdicts that name it stay until their uploads are removed. One under a legal hold is refused, and so is one with a reference that is held.
         */
        delete: operations["deleteTitle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles/{id}/held-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what of a title proves nothing
         * @description Intervals of its references that were excluded, or that other titles have too, in order of reference and time.
         */
        get: operations["listHeldBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles/{id}/windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the windows of a title
         * @description Ordered by territory and channel.
         */
        get: operations["listWindows"];
        /**
         * Set windows of a title
         * @description All of them are set, or none if one is wrong. Each replaces the one with its territory and channel.
         */
        put: operations["putWindows"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allowed-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where copies are allowed, ordered by host and account
         * @description Places of the organisation. The first page also names those that are stored and cannot be read.
         */
        get: operations["listAllowedSources"];
        put?: never;
        /**
         * Allow copies at a place
         * @description The same place again changes nothing, but for the reason if another one is given.
         */
        post: operations["allowSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/allowed-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Allow copies no longer at a place
         * @description One that cannot be read is removed too.
         */
        delete: operations["disallowSource"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List references, ordered by id
         * @description Enrolled renditions of the organisation’s titles.
         */
        get: operations["listReferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/library": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the library in numbers
         * @description How much is enrolled, what of it needs care (titles without a reference, damage, duplicates, undecided shared footage), and the size and health of the index that searches use.
         */
        get: operations["getLibrary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a reference
         * @description The enrolled rendition with that id.
         */
        get: operations["getReference"];
        put?: never;
        post?: never;
        /**
         * Remove a reference and all that was kept of it
         * @description With its fingerprint, and its disc if that has no other. The index is built again by the next search. Verdicts that name it stay until their uploads are removed. One under a legal hold is refused.
         */
        delete: operations["deleteReference"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/discs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List discs, ordered by id
         * @description Enrolled discs, each with the references of its features.
         */
        get: operations["listDiscs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/discs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a disc
         * @description The enrolled disc with that id.
         */
        get: operations["getDisc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/iscc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find references by ISCC
         * @description References whose stored ISCC (ISO 24138) is that of another content, or near it. Nearest first.
         */
        get: operations["findByIscc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles/{id}/references": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enroll a film, a still or a fingerprint of a title
         * @description The body is the bytes of a clear file. A job enrolls it; the bytes are removed afterwards. Earlier uploads are then searched for it. The same file of the same title is enrolled once.
         */
        post: operations["enrollReference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/titles/{id}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import frame hashes of a title as vPDQ lines
         * @description What another platform has hashed becomes a reference of the title, without its film: one line a frame with frame number, quality, PDQ hash and seconds, as `/v1/references/{id}/signals` writes them. It has neither sound nor small pictures, so that it finds fewer edited copies than the film would.
         */
        post: operations["importSignals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, latest first
         * @description What waits, what runs and what has ended. Dead ones have failed in every attempt, and can be sent again.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job
         * @description With why its last attempt failed.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a dead job again
         * @description It gets all its attempts again. A job that is not dead stays as it is.
         */
        post: operations["sendJobAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List legal holds, latest first
         * @description Those that stand. The audit log has the ended ones.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Hold something
         * @description From now on it is not removed: neither by a request nor by retention. What is gone already does not come back.
         */
        post: operations["addHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a legal hold
         * @description Retention may remove what it held within the hour. Another hold of the same still holds.
         */
        delete: operations["endHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all that the organisation has
         * @description One line of JSON for each title, reference, disc, upload, verdict, account, key, webhook, legal hold and audit entry, with its `type`. With `fingerprints=true` references have the bytes of their fingerprints in base64. Secrets and passwords are left out, and so is the media of uploads.
         */
        get: operations["exportOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resumable-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a file that is sent in parts
         * @description By tus 1.0 (https://tus.io/protocols/resumable-upload). What is wrong with the file is said before a byte of it is sent. A file that is not complete after a day is removed.
         */
        post: operations["beginResumableUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resumable-uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give up a file, complete or not
         * @description By tus 1.0. What has come of it is removed. One that has become an upload is removed as `DELETE /v1/uploads/{id}` does, for a day, by who may do that.
         */
        delete: operations["dropResumableUpload"];
        options?: never;
        /**
         * Ask how much of a file has come
         * @description By tus 1.0. After a broken connection the sender goes on from there.
         */
        head: operations["askResumableUpload"];
        /**
         * Send the next part of a file
         * @description By tus 1.0. The last part makes the file an upload, which the answer names.
         */
        patch: operations["sendPart"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A person of the organisation
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "email": "grace@example.com",
         *       "name": "Grace Hopper",
         *       "role": "analyst",
         *       "state": "active",
         *       "createdAt": "2027-01-01T00:00:00.000Z"
         *     }
         */
        Account: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            /**
             * @description Each role may also do what those before it may
             * @enum {string}
             */
            role: "viewer" | "analyst" | "operator" | "admin";
            /**
             * @description `invited`: it has no password yet. `closed`: it cannot sign in any more
             * @enum {string}
             */
            state: "invited" | "active" | "closed";
            createdAt: string;
            signedInAt?: string;
        };
        /**
         * @description A link that is used once, to set a password
         * @example {
         *       "token": "sdl_…",
         *       "path": "/set-up#sdl_…",
         *       "expiresAt": "2027-01-01T00:00:00.000Z"
         *     }
         */
        AccountLink: {
            /** @description What the link carries; it is shown once */
            token: string;
            /** @description Where the link leads on this server */
            path: string;
            expiresAt: string;
        };
        /**
         * @description A place where copies are allowed: an account of a host, or a whole host
         * @example {
         *       "type": "allowed-source",
         *       "id": "9f86d081884c7d65",
         *       "host": "video.example",
         *       "account": "studio",
         *       "titleId": "film",
         *       "title": "Film",
         *       "from": "2026-12-01",
         *       "fromTimeZone": "America/New_York",
         *       "addedAt": "2026-11-20T09:00:00.000Z",
         *       "words": "video.example, account studio, for Film, from 2026-12-01 (America/New_York)"
         *     }
         */
        AllowedSource: {
            /** @constant */
            type: "allowed-source";
            /** @description Its id, which `allow remove` takes */
            id: string;
            /** @description A host name in lower case with other scripts as xn--, or *. and one: any host under it */
            host: string;
            /** @description The account on that host; absent with wholeHost */
            account?: string;
            /** @description The only title that is allowed there; absent for every title */
            titleId?: string;
            /** @description The name of that title */
            title?: string;
            /** @description From when on: ISO 8601; absent for always */
            from?: string;
            /** @description IANA time zone of a local from */
            fromTimeZone?: string;
            /** @description The first instant at which it is no longer allowed: ISO 8601; absent for never */
            until?: string;
            /** @description IANA time zone of a local until */
            untilTimeZone?: string;
            /**
             * @description Present if every account of the host is allowed
             * @constant
             */
            wholeHost?: true;
            /** @description In the owner's words */
            reason?: string;
            /** @description ISO 8601, UTC */
            addedAt: string;
            /** @description All of it in words */
            words: string;
        };
        /**
         * @description An API key, without its secret
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "name": "crawler",
         *       "role": "analyst",
         *       "hint": "sd_a1B2",
         *       "createdBy": "Grace Hopper",
         *       "createdAt": "2027-01-01T00:00:00.000Z"
         *     }
         */
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Each role may also do what those before it may
             * @enum {string}
             */
            role: "viewer" | "analyst" | "operator" | "admin";
            /** @description The actions that it is narrowed to; absent for all of its role */
            readonly actions?: ("titles.read" | "uploads.read" | "searches.send" | "self.read" | "self.write" | "uploads.send" | "uploads.cancel" | "pictures.read" | "case.read" | "signals.read" | "disputes.read" | "decisions.read" | "decisions.write" | "titles.write" | "disputes.write" | "uploads.delete" | "titles.delete" | "holds.read" | "signals.write" | "jobs.read" | "jobs.write" | "webhooks.read" | "webhooks.write" | "metrics.read" | "accounts.read" | "accounts.write" | "keys.read" | "keys.write" | "audit.read" | "decisions.policy" | "holds.write" | "organisation.export" | "organisations.manage")[];
            /** @description The first characters of its secret */
            hint: string;
            createdBy: string;
            createdAt: string;
            expiresAt?: string;
            revokedAt?: string;
            /** @description When it was used last, to the minute */
            usedAt?: string;
        };
        /**
         * @description One line of the audit log; each has the hash of the one before it
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "position": 1,
         *       "at": "2027-01-01T00:00:00.000Z",
         *       "actor": {
         *         "kind": "account",
         *         "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *         "name": "Grace Hopper"
         *       },
         *       "address": "192.0.2.1",
         *       "action": "keys.write",
         *       "target": {
         *         "kind": "key",
         *         "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11"
         *       },
         *       "outcome": "done",
         *       "detail": {
         *         "added": true,
         *         "role": "analyst"
         *       },
         *       "previous": "0000000000000000000000000000000000000000000000000000000000000000",
         *       "hash": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
         *     }
         */
        AuditEntry: {
            /** Format: uuid */
            id: string;
            /** @description Its place in the log of the organisation, from 1 on */
            position: number;
            at: string;
            actor: {
                kind: string;
                id?: string;
                name: string;
            };
            /** @description IP address that the request came from */
            address: string;
            action: string;
            target?: {
                kind: string;
                id: string;
            };
            /** @description `done` or `refused` */
            outcome: string;
            detail: {
                [key: string]: unknown;
            };
            /** @description Hash of the entry before this one */
            previous: string;
            /** @description SHA-256 of this entry */
            hash: string;
        };
        /**
         * @description How far the uploads are that were sent under one name
         * @example {
         *       "name": "crawl 2027-02-07",
         *       "count": 3,
         *       "ended": 2,
         *       "states": {
         *         "done": 2,
         *         "waiting": 1
         *       },
         *       "verdicts": {
         *         "no-match": 2
         *       }
         *     }
         */
        Batch: {
            name: string;
            /** @description Its uploads */
            count: number;
            /** @description Those that nothing more becomes of */
            ended: number;
            /** @description How many are in each state */
            states: {
                [key: string]: number;
            };
            /** @description How many have each kind of current verdict */
            verdicts: {
                [key: string]: number;
            };
        };
        /**
         * @description What the servers of a case tell together: which title was where and when, and what servers share
         * @example {
         *       "generatedAt": "2027-02-07T12:00:00.000Z",
         *       "servers": [
         *         {
         *           "id": "ftp-1",
         *           "name": "FTP-1",
         *           "country": "NL",
         *           "source": "folder",
         *           "files": 120,
         *           "bytes": 7340032,
         *           "films": 3,
         *           "unread": 0
         *         }
         *       ],
         *       "titles": [
         *         {
         *           "titleId": "film",
         *           "title": "Film",
         *           "servers": [
         *             {
         *               "serverId": "ftp-1",
         *               "country": "NL",
         *               "time": "2027-02-01T09:00:00.000Z",
         *               "fileTime": "2027-02-01T09:00:00.000Z",
         *               "copies": 1,
         *               "sameAsEarlier": 0
         *             }
         *           ],
         *           "first": [
         *             "ftp-1"
         *           ],
         *           "windows": [
         *             {
         *               "territory": "US",
         *               "channel": "disc",
         *               "opensAt": "2027-03-09",
         *               "timeZone": "America/New_York",
         *               "daysEarly": 35
         *             }
         *           ]
         *         }
         *       ],
         *       "overlaps": [],
         *       "unmatched": 0,
         *       "unscanned": 0,
         *       "ledgerEntries": 4
         *     }
         */
        Case: {
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            generatedAt: string;
            servers: {
                id: string;
                name: string;
                /** @description ISO 3166-1 alpha-2 */
                country: string;
                custodian?: string;
                /**
                 * @description Whether its files were read, or only a list of them
                 * @enum {string}
                 */
                source: "folder" | "image" | "listing";
                /** @description When it was seized, mirrored or listed */
                seenAt?: string;
                files: number;
                bytes: number;
                films: number;
                /** @description Files that are fingerprints, which are no copies; absent if there are none */
                fingerprints?: number;
                /** @description Files that could not be read */
                unread: number;
                /** @description By how much its clock is ahead; absent if unknown */
                clockErrorSeconds?: number;
            }[];
            titles: {
                titleId: string;
                title: string;
                /** @description Earliest first */
                servers: {
                    serverId: string;
                    country: string;
                    /**
                     * @description Of its earliest file that shows the title, without the clock’s error
                     * @example 2027-02-07T12:00:00.000Z
                     */
                    time: string;
                    /**
                     * @description The same, as the file system has it
                     * @example 2027-02-07T12:00:00.000Z
                     */
                    fileTime: string;
                    /** @description Uncertainty of the time to either side; absent if nothing is known of the clock */
                    spreadSeconds?: number;
                    /** @description The release that its path claims */
                    release?: string;
                    /** @description The group that its path claims */
                    group?: string;
                    /** @description Files on the server that show the title */
                    copies: number;
                    /** @description How many of its contents an earlier server has too, byte for byte */
                    sameAsEarlier: number;
                }[];
                /** @description Ids of the servers that may have had it first, whatever the clocks */
                first: string[];
                windows: {
                    territory: string;
                    /** @enum {string} */
                    channel: "theatrical" | "digital" | "disc" | "broadcast" | "screener" | "licensed";
                    opensAt: string;
                    timeZone?: string;
                    /** @description Days from the first copy to the opening; negative if it was open */
                    daysEarly: number;
                }[];
            }[];
            overlaps: {
                servers: [
                    string,
                    string
                ];
                /** @description Distinct files that both have, byte for byte */
                contents: number;
                /** @description Share of the smaller server’s distinct files, 0 to 1 */
                share: number;
                /** @description Titles that both have, whatever the encoding */
                titles: number;
            }[];
            /** @description Contents that show no enrolled title */
            unmatched: number;
            /** @description Films that were not scanned, or could not be */
            unscanned: number;
            /** @description How many entries the ledger has */
            ledgerEntries: number;
        };
        /**
         * @description An upload that was called a leak and no longer is, and who was told of the old verdict
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "verdictId": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *       "kind": "published-material",
         *       "told": [
         *         {
         *           "webhookId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a12",
         *           "deliveryId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a13",
         *           "state": "delivered",
         *           "at": "2027-02-07T12:00:04.000Z"
         *         }
         *       ]
         *     }
         */
        Correction: {
            /**
             * Format: uuid
             * @description The upload
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            /**
             * Format: uuid
             * @description The verdict of a leak
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            verdictId: string;
            /**
             * @description What the current verdict is
             * @enum {string}
             */
            kind: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
            /** @description Messages to webhooks that carry the old verdict */
            told: {
                /**
                 * Format: uuid
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                webhookId: string;
                /**
                 * Format: uuid
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                deliveryId: string;
                /**
                 * @description A failed one may have arrived all the same
                 * @enum {string}
                 */
                state: "waiting" | "delivered" | "failed";
                /**
                 * @description ISO 8601, UTC
                 * @example 2027-02-07T12:00:00.000Z
                 */
                at: string;
            }[];
        };
        /**
         * @description What one person decided about a verdict. It is never changed: a later one of the same person counts instead
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a21",
         *       "uploadId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "verdictId": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *       "verdict": "needs-review",
         *       "decision": "leak",
         *       "reason": "the disc is not out, and the subtitles are those of the screener",
         *       "by": {
         *         "kind": "account",
         *         "name": "Grace"
         *       },
         *       "at": "2027-02-07T13:00:00.000Z"
         *     }
         */
        Decision: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            uploadId: string;
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            verdictId: string;
            /**
             * @description The kind of that verdict
             * @enum {string}
             */
            verdict: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
            /** @enum {string} */
            decision: "leak" | "published" | "released" | "not-ours" | "unsure";
            reason: string;
            by: {
                /** @description account, key or local */
                kind: string;
                id?: string;
                name: string;
            };
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            at: string;
        };
        /**
         * @description What the decisions about an upload come to
         * @example {
         *       "people": 2,
         *       "isDisputed": false,
         *       "current": [
         *         {
         *           "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a21",
         *           "uploadId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *           "verdictId": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *           "verdict": "needs-review",
         *           "decision": "leak",
         *           "reason": "the disc is not out, and the subtitles are those of the screener",
         *           "by": {
         *             "kind": "account",
         *             "name": "Grace"
         *           },
         *           "at": "2027-02-07T13:00:00.000Z"
         *         }
         *       ]
         *     }
         */
        DecisionStanding: {
            /** @description How many different people have to agree */
            people: 1 | 2;
            /**
             * @description What was decided about the current verdict; absent as long as too few agree
             * @enum {string}
             */
            decided?: "leak" | "published" | "released" | "not-ours";
            /** @description Whether people who are sure say different things about it */
            isDisputed: boolean;
            /** @description The last decision of each person about the current verdict */
            current: components["schemas"]["Decision"][];
        };
        /**
         * @description A message to a webhook, and what became of it
         * @example {
         *       "id": "019a3a1e-7c12-7000-8000-5d1f0c3b2a11",
         *       "eventId": "019a3a1e-7c13-7000-8000-5d1f0c3b2a11",
         *       "state": "delivered",
         *       "attempts": 1,
         *       "status": 204,
         *       "payload": "{\"type\":\"ping\",\"timestamp\":\"2027-02-07T12:00:00.000Z\",\"data\":{}}",
         *       "createdAt": "2027-02-07T12:00:00.000Z",
         *       "deliveredAt": "2027-02-07T12:00:01.000Z"
         *     }
         */
        Delivery: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            /**
             * Format: uuid
             * @description What it tells of: a verdict, or a ping
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            eventId: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            attempts: number;
            /** @description Status of the last answer */
            status?: number;
            /** @description Why the last attempt failed */
            error?: string;
            /** @description The body, as it is sent */
            payload: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            deliveredAt?: string;
        };
        /**
         * @description An enrolled disc, and which reference each of its features is
         * @example {
         *       "id": "film-bd",
         *       "titleId": "film",
         *       "kind": "bluray",
         *       "label": "FILM",
         *       "ids": [
         *         {
         *           "name": "aacs-disc-id",
         *           "value": "0f3c",
         *           "source": "AACS/Unit_Key_RO.inf"
         *         }
         *       ],
         *       "features": [
         *         {
         *           "feature": "00800",
         *           "role": "film",
         *           "referenceId": "film-bd-00800"
         *         }
         *       ],
         *       "enrolledAt": "2027-01-04T09:00:00.000Z"
         *     }
         */
        Disc: {
            id: string;
            /** @description The title of its film */
            titleId: string;
            /** @enum {string} */
            kind: "dvd" | "bluray" | "uhd-bluray";
            /** @description Name of its volume */
            label?: string;
            edition?: string;
            /** @description The variant or batch, if kept apart from others of its edition */
            variant?: string;
            territory?: string;
            distributor?: string;
            /** @description Its street date, as given */
            streetDate?: string;
            ids: {
                name: string;
                value: string;
                source: string;
            }[];
            features: {
                feature: string;
                /** @enum {string} */
                role: "film" | "extra";
                referenceId: string;
            }[];
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            enrolledAt: string;
        };
        /**
         * @description A counter-notice: somebody says that the use of a file is lawful
         * @example {
         *       "id": "3f1c09a7be42",
         *       "by": "A. Uploader",
         *       "ground": "licensed by the festival",
         *       "receivedAt": "2027-02-08T09:00:00.000Z",
         *       "deadline": "2027-02-22T09:00:00.000Z",
         *       "recordedAt": "2027-02-08T09:00:00.000Z",
         *       "secondsLeft": 1209600
         *     }
         */
        Dispute: {
            id: string;
            /** @description Who disputes it */
            by: string;
            /** @description Why the use is lawful. Verdicts quote it */
            ground: string;
            /** @description The counter-notice */
            text?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            receivedAt: string;
            /**
             * @description Until when it is to be answered
             * @example 2027-02-07T12:00:00.000Z
             */
            deadline: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * @description How it ended; absent while it is open
             * @enum {string}
             */
            outcome?: "upheld" | "rejected" | "withdrawn";
            outcomeReason?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            endedAt?: string;
            /** @description Until the deadline, negative after it; absent once it has ended */
            secondsLeft?: number;
        };
        /**
         * @description How a dispute ended. After upheld, no verdict accuses the file; after the others, it is what it was
         * @example {
         *       "outcome": "upheld",
         *       "reason": "the festival confirmed it"
         *     }
         */
        DisputeEnd: {
            /** @enum {string} */
            outcome: "upheld" | "rejected" | "withdrawn";
            /**
             * @description Why
             * @example the festival confirmed it
             */
            reason: string;
        };
        /**
         * @description A file that is being enrolled
         * @example {
         *       "jobId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
         *     }
         */
        Enrolling: {
            /**
             * Format: uuid
             * @description The job that enrolls it, see `/v1/jobs/{id}`
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            jobId: string;
            /** @description SHA-256 of the bytes that came */
            sha256: string;
        };
        /**
         * @description An interval of a reference that proves nothing: somebody excluded it, or another title has it too
         * @example {
         *       "referenceId": "film-1",
         *       "start": 0,
         *       "end": 12.5,
         *       "why": "excluded",
         *       "reason": "the distributor’s logo"
         *     }
         */
        HeldBack: {
            referenceId: string;
            /** @description Seconds of the reference */
            start: number;
            /** @description Seconds of the reference, exclusive */
            end: number;
            /** @enum {string} */
            why: "excluded" | "shared" | "undecided";
            reason: string;
        };
        /**
         * @description A reference whose stored ISCC (ISO 24138) is near the one that was asked for
         * @example {
         *       "referenceId": "film-1",
         *       "titleId": "film",
         *       "title": "Film",
         *       "unit": "data",
         *       "code": "GAA…",
         *       "distance": 2,
         *       "bits": 64
         *     }
         */
        IsccMatch: {
            referenceId: string;
            titleId: string;
            title: string;
            /**
             * @description The kind of unit that both have
             * @enum {string}
             */
            unit: "audio" | "video" | "data" | "instance";
            /** @description The stored unit */
            code: string;
            /** @description How many bits differ */
            distance: number;
            /** @description How many bits were compared */
            bits: number;
        };
        /**
         * @description A piece of work
         * @example {
         *       "id": "019a3a1e-7c12-7000-8000-77aa0c3b2a11",
         *       "kind": "scan",
         *       "lane": "films",
         *       "key": "scan 019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "payload": {
         *         "uploadId": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11"
         *       },
         *       "priority": 100,
         *       "state": "dead",
         *       "attempts": 5,
         *       "runAt": "2027-02-07T12:00:01.000Z",
         *       "error": "the object store does not answer",
         *       "createdAt": "2027-02-07T12:00:01.000Z",
         *       "finishedAt": "2027-02-07T12:03:01.000Z"
         *     }
         */
        Job: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            kind: string;
            /** @description Which workers take it */
            lane: string;
            /** @description What it is about */
            key: string;
            payload: unknown;
            /** @description Lower numbers come first */
            priority: number;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "dead" | "cancelled";
            attempts: number;
            /**
             * @description Not before this time
             * @example 2027-02-07T12:00:00.000Z
             */
            runAt: string;
            /** @description Why the last attempt failed */
            error?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            finishedAt?: string;
        };
        /**
         * @description A reason why something must not be removed, by nobody and by no retention
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "target": {
         *         "kind": "title",
         *         "id": "film"
         *       },
         *       "reason": "Case 12/345, Landgericht Köln",
         *       "createdBy": "Grace Hopper",
         *       "createdAt": "2027-02-07T12:00:00.000Z"
         *     }
         */
        LegalHold: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            target: {
                /**
                 * @description An organisation holds all that it has, a title its references and the uploads that show it
                 * @enum {string}
                 */
                kind: "organisation" | "title" | "reference" | "upload" | "account";
                /**
                 * @description Its id
                 * @example film
                 */
                id: string;
            };
            /** @example Case 12/345, Landgericht Köln */
            reason: string;
            /** @description Who set it */
            createdBy: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
        };
        /**
         * @description What the library has, and what of it needs somebody’s care
         * @example {
         *       "titles": 1,
         *       "references": 2,
         *       "stills": 0,
         *       "seconds": 5520,
         *       "discs": 1,
         *       "undecided": 0,
         *       "revision": 3,
         *       "unenrolled": [],
         *       "damaged": [],
         *       "duplicates": [],
         *       "index": {
         *         "segments": 1,
         *         "bytes": 2800000,
         *         "frames": 22080,
         *         "references": 2,
         *         "missing": 0,
         *         "surplus": 0,
         *         "damaged": 0
         *       }
         *     }
         */
        LibraryFacts: {
            titles: number;
            references: number;
            /** @description References that are stills */
            stills: number;
            /** @description Length of all references together */
            seconds: number;
            discs: number;
            /** @description Titles without a reference, at most 50: none of their copies is found */
            unenrolled: {
                id: string;
                name: string;
            }[];
            /** @description References that were not read to their end, at most 50 */
            damaged: string[];
            /** @description References of one title with the same fingerprint, at most 50 */
            duplicates: {
                ids: string[];
                titleId: string;
            }[];
            /** @description Intervals that two titles share, and nobody has decided whose they are */
            undecided: number;
            /** @description Grows with each change of the library; indexes name the one that they were made at */
            revision: number;
            /** @description The index that searches use; absent before the first search, and where other processes search, each with its own */
            index?: {
                /** @description Files that it consists of */
                segments: number;
                /** @description Bytes in these files */
                bytes: number;
                /** @description Frames of its references; absent where searchers hold it */
                frames?: number;
                /** @description References that it has */
                references: number;
                /** @description Enrolled references that it lacks: the next search takes them in */
                missing: number;
                /** @description Its references that are enrolled no more: the next search takes them out */
                surplus: number;
                /** @description Segments that cannot be read: the next search builds it again from the fingerprints; absent where searchers hold it */
                damaged?: number;
            };
        };
        /**
         * @description How far the copy differs from the reference over time, by segment, in the order of the verdict’s segments
         * @example {
         *       "segments": [
         *         {
         *           "frames": 240,
         *           "points": [
         *             {
         *               "time": 0.25,
         *               "distance": 0.04,
         *               "worst": 0.06
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        MatchCurves: {
            /** @description Where the picture lies in the reference’s frame, without bars, in fractions of it */
            referenceArea?: {
                left: number;
                top: number;
                right: number;
                bottom: number;
            };
            segments: {
                /** @description How many frames were compared */
                frames: number;
                /** @description The same of the codes of the sound, on the alignment of the pictures; absent where either film has no sound there */
                sound?: {
                    time: number;
                    distance: number;
                    worst: number;
                }[];
                /** @description In order of time */
                points: {
                    /** @description Of the copy, seconds */
                    time: number;
                    /** @description Share of bits that differ, 0 to 1: the mean of the frames around that time */
                    distance: number;
                    /** @description The largest of them */
                    worst: number;
                }[];
            }[];
        };
        /**
         * @description A place where copies are to be allowed. It has an account, or wholeHost
         * @example {
         *       "host": "video.example",
         *       "account": "studio",
         *       "titleId": "film",
         *       "from": "2026-12-01",
         *       "fromTimeZone": "America/New_York"
         *     }
         */
        NewAllowedSource: {
            /**
             * @description A host name, or *. and one: any host under it
             * @example video.example
             */
            host: string;
            /**
             * @description The account on that host, as sightings state it or as the path of a link begins
             * @example studio
             */
            account?: string;
            /**
             * @description The only title that is allowed there; by default every title
             * @example film
             */
            titleId?: string;
            /**
             * @description From when on: ISO 8601 with an offset, or local
             * @example 2026-12-01
             */
            from?: string;
            /**
             * @description IANA time zone of a local from
             * @example America/New_York
             */
            fromTimeZone?: string;
            /**
             * @description The first instant at which it is no longer allowed
             * @example 2027-01-01
             */
            until?: string;
            /**
             * @description IANA time zone of a local until
             * @example America/New_York
             */
            untilTimeZone?: string;
            /**
             * @description Whether every account of the host is allowed, instead of one
             * @default false
             */
            wholeHost: boolean;
            /**
             * @description Why, for whoever reads it later
             * @example Their own channel.
             */
            reason?: string;
        };
        /**
         * @description What a person decides about a verdict
         * @example {
         *       "verdictId": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *       "decision": "leak",
         *       "reason": "the disc is not out, and the subtitles are those of the screener"
         *     }
         */
        NewDecision: {
            /**
             * Format: uuid
             * @description The verdict that the person has seen. Once another has taken its place, the decision is refused
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            verdictId: string;
            /**
             * @description What the copy is. `unsure` leaves it open
             * @enum {string}
             */
            decision: "leak" | "published" | "released" | "not-ours" | "unsure";
            /**
             * @description Why
             * @example the disc is not out, and the subtitles are those of the screener
             */
            reason: string;
        };
        /**
         * @description A counter-notice to record. Without a deadline it has 10 working days, after 17 U.S.C. 512(g)(2)(C)
         * @example {
         *       "by": "A. Uploader",
         *       "ground": "licensed by the festival",
         *       "receivedAt": "2027-02-08T09:00:00Z"
         *     }
         */
        NewDispute: {
            /**
             * @description Who disputes it
             * @example A. Uploader
             */
            by: string;
            /**
             * @description Why the use is lawful, in short
             * @example licensed by the festival
             */
            ground: string;
            /**
             * @description The counter-notice
             * @example Dear all, …
             */
            text?: string;
            /**
             * @description When it was received; by default now
             * @example 2027-02-08T09:00:00Z
             */
            receivedAt?: string;
            /**
             * @description Until when it is to be answered; by default 10 working days later
             * @example 2027-02-22T09:00:00Z
             */
            deadline?: string;
        };
        /**
         * @description What is to be kept, whoever wants it removed
         * @example {
         *       "target": {
         *         "kind": "title",
         *         "id": "film"
         *       },
         *       "reason": "Case 12/345, Landgericht Köln"
         *     }
         */
        NewLegalHold: {
            target: {
                /**
                 * @description An organisation holds all that it has, a title its references and the uploads that show it
                 * @enum {string}
                 */
                kind: "organisation" | "title" | "reference" | "upload" | "account";
                /**
                 * @description Its id
                 * @example film
                 */
                id: string;
            };
            /** @example Case 12/345, Landgericht Köln */
            reason: string;
        };
        /**
         * @description Facts about a title to store
         * @example {
         *       "name": "Film",
         *       "year": 2027,
         *       "windows": [
         *         {
         *           "territory": "US",
         *           "channel": "disc",
         *           "opensAt": "2027-03-09"
         *         }
         *       ]
         *     }
         */
        NewTitle: {
            /** @example Film */
            name: string;
            /**
             * @description Year of first release
             * @example 2027
             */
            year?: number;
            /**
             * @description EIDR content id
             * @example 10.5240/7791-8534-2C23-9030-8610-5
             */
            eidr?: string;
            /**
             * @description ISAN (ISO 15706)
             * @example 0000-0000-14A9-0000-K-0000-0000-6
             */
            isan?: string;
            /**
             * @description none: no promo was published; complete: all of them are enrolled. Unknown if it was never given: short pieces then need review
             * @example complete
             * @enum {string}
             */
            promos?: "none" | "complete";
            /**
             * @description Each replaces the one with its territory, channel and party
             * @default []
             */
            windows: components["schemas"]["WindowInput"][];
        };
        /**
         * @description A webhook to add
         * @example {
         *       "url": "https://example.com/hooks/streetdate",
         *       "kinds": [
         *         "pre-release-leak"
         *       ]
         *     }
         */
        NewWebhook: {
            /**
             * @description Where messages go: https, and a public address
             * @example https://example.com/hooks/streetdate
             */
            url: string;
            /**
             * @description Kinds of verdicts that it is told of
             * @default [
             *       "pre-release-leak",
             *       "needs-review"
             *     ]
             * @example [
             *       "pre-release-leak",
             *       "needs-review"
             *     ]
             */
            kinds: ("pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match")[];
        };
        /**
         * @description Release windows to store
         * @example {
         *       "windows": [
         *         {
         *           "territory": "US",
         *           "channel": "disc",
         *           "opensAt": "2027-03-09",
         *           "timeZone": "America/New_York"
         *         }
         *       ]
         *     }
         */
        NewWindows: {
            /**
             * @description Each replaces the one with its territory, channel and party
             * @default []
             */
            windows: components["schemas"]["WindowInput"][];
        };
        /**
         * @description A dispute that is open, with the uploads that it is about
         * @example {
         *       "id": "3f1c09a7be42",
         *       "by": "A. Uploader",
         *       "ground": "licensed by the festival",
         *       "receivedAt": "2027-02-08T09:00:00.000Z",
         *       "deadline": "2027-02-22T09:00:00.000Z",
         *       "recordedAt": "2027-02-08T09:00:00.000Z",
         *       "secondsLeft": 1209600,
         *       "uploads": [
         *         {
         *           "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *           "name": "copy.mkv"
         *         }
         *       ]
         *     }
         */
        OpenDispute: {
            id: string;
            /** @description Who disputes it */
            by: string;
            /** @description Why the use is lawful. Verdicts quote it */
            ground: string;
            /** @description The counter-notice */
            text?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            receivedAt: string;
            /**
             * @description Until when it is to be answered
             * @example 2027-02-07T12:00:00.000Z
             */
            deadline: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            recordedAt: string;
            /**
             * @description How it ended; absent while it is open
             * @enum {string}
             */
            outcome?: "upheld" | "rejected" | "withdrawn";
            outcomeReason?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            endedAt?: string;
            /** @description Until the deadline, negative after it; absent once it has ended */
            secondsLeft?: number;
            /** @description Uploads of the content, latest first; none once they are removed */
            uploads: {
                /**
                 * Format: uuid
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                id: string;
                name: string;
            }[];
        };
        /**
         * @description A party with titles, uploads and verdicts of its own
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "name": "Studio",
         *       "createdAt": "2027-01-01T00:00:00.000Z"
         *     }
         */
        Organisation: {
            /** Format: uuid */
            id: string;
            name: string;
            createdAt: string;
        };
        /**
         * @description How long and how much an organisation keeps, and where its messages may go
         * @example {
         *       "media": "matched",
         *       "mediaDays": 7,
         *       "mostBytes": 1000000000000
         *     }
         */
        OrganisationLimits: {
            /**
             * @description Of which uploads the media is kept once their work is done
             * @enum {string}
             */
            media?: "never" | "matched" | "all";
            /**
             * @description Days after the verdict for which it is kept
             * @example 30
             */
            mediaDays?: number;
            /**
             * @description Days for which fingerprints are searched for new references
             * @example 365
             */
            fingerprintDays?: number;
            /**
             * @description Most bytes of media that are kept at once
             * @example 1000000000000
             */
            mostBytes?: number;
            /**
             * @description Most uploads that are kept at once, with or without their media
             * @example 1000000
             */
            mostUploads?: number;
            /**
             * @description Private addresses and networks that its webhooks may be in, beside those that the service allows for all, and without TLS too
             * @example [
             *       "10.0.0.7",
             *       "fd00::/8"
             *     ]
             */
            webhookNetworks?: string[];
        };
        /**
         * @description How long and how much an organisation keeps, and where its messages may go
         * @example {
         *       "media": "matched",
         *       "mediaDays": 7,
         *       "mostBytes": 1000000000000
         *     }
         */
        OrganisationLimitsInput: {
            /**
             * @description Of which uploads the media is kept once their work is done
             * @enum {string}
             */
            media?: "never" | "matched" | "all";
            /**
             * @description Days after the verdict for which it is kept
             * @example 30
             */
            mediaDays?: number;
            /**
             * @description Days for which fingerprints are searched for new references
             * @example 365
             */
            fingerprintDays?: number;
            /**
             * @description Most bytes of media that are kept at once
             * @example 1000000000000
             */
            mostBytes?: number;
            /**
             * @description Most uploads that are kept at once, with or without their media
             * @example 1000000
             */
            mostUploads?: number;
            /**
             * @description Private addresses and networks that its webhooks may be in, beside those that the service allows for all, and without TLS too
             * @example [
             *       "10.0.0.7",
             *       "fd00::/8"
             *     ]
             */
            webhookNetworks?: string[];
        };
        /**
         * @description How often verdicts were right, by what people decided about them
         * @example {
         *       "people": 1,
         *       "decided": [
         *         {
         *           "verdict": "needs-review",
         *           "decision": "leak",
         *           "count": 3
         *         }
         *       ],
         *       "leaks": {
         *         "right": 0,
         *         "of": 0,
         *         "low": 0,
         *         "high": 1
         *       },
         *       "matches": {
         *         "right": 3,
         *         "of": 3,
         *         "low": 0.438,
         *         "high": 1
         *       },
         *       "thresholds": [
         *         {
         *           "power": 3,
         *           "right": 3,
         *           "wrong": 0,
         *           "missed": 0
         *         }
         *       ]
         *     }
         */
        Precision: {
            /** @description How many different people have to agree */
            people: 1 | 2;
            /** @description How many verdicts of each kind were decided how */
            decided: {
                /** @enum {string} */
                verdict: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                /** @enum {string} */
                decision: "leak" | "published" | "released" | "not-ours";
                count: number;
            }[];
            /** @description Verdicts of a leak that people called a leak, of those about which they decided */
            leaks: {
                right: number;
                of: number;
                /** @description The 95 % interval of the share (Wilson), 0 to 1 */
                low: number;
                high: number;
            };
            /** @description Strong matches that are of enrolled footage, of those about which people decided */
            matches: {
                right: number;
                of: number;
                /** @description The 95 % interval of the share (Wilson), 0 to 1 */
                low: number;
                high: number;
            };
            /** @description What of the decided matches other thresholds would have let through. 3 is the one in use */
            thresholds: {
                /** @description The threshold: one expected false match in 10 to this power of searches */
                power: number;
                /** @description Strong matches of enrolled footage */
                right: number;
                /** @description Strong matches that are not */
                wrong: number;
                /** @description Matches of enrolled footage that would be weak */
                missed: number;
            }[];
        };
        /**
         * @description What is wrong with a request (RFC 9457)
         * @example {
         *       "type": "unknown-upload",
         *       "title": "There is no such thing here",
         *       "status": 404,
         *       "detail": "there is no upload 019a3a1e-0000-7000-8000-000000000000"
         *     }
         */
        Problem: {
            /** @description What kind of problem it is: a short word with hyphens, or about:blank */
            type: string;
            /** @description What the status means here, in words */
            title: string;
            /** @description The status of the answer */
            status: number;
            /** @description What happened this time */
            detail?: string;
        };
        /**
         * @description The service can work
         * @example {
         *       "status": "ready",
         *       "oldestJobSeconds": 0.4,
         *       "confinement": "bubblewrap"
         *     }
         */
        Ready: {
            /** @constant */
            status: "ready";
            /** @description How long the oldest job that is due has waited */
            oldestJobSeconds: number;
            /**
             * @description How this process confines decoders. `bubblewrap` is a sandbox; `refused`: it must have one, has none, and decodes nothing
             * @enum {string}
             */
            confinement: "bubblewrap" | "limits" | "none" | "refused";
        };
        /**
         * @description An enrolled rendition of a title
         * @example {
         *       "type": "reference",
         *       "id": "film-1",
         *       "titleId": "film",
         *       "title": "Film",
         *       "kind": "disc",
         *       "edition": "Blu-ray, first pressing",
         *       "duration": 5400,
         *       "enrolledAt": "2027-01-04T09:00:00.000Z"
         *     }
         */
        Reference: {
            /** @constant */
            type: "reference";
            id: string;
            titleId: string;
            /** @enum {string} */
            kind: "disc" | "master" | "screener" | "still" | "promo" | "background";
            /** @description A disc's edition, as its distributor names it */
            edition?: string;
            /** @description Territory of its sale */
            territory?: string;
            /** @description For the kind promo: its form and its publications */
            promo?: {
                /** @enum {string} */
                form?: "trailer" | "teaser" | "tv-spot" | "clip" | "preview" | "poster" | "still" | "press-kit";
                readonly publications: {
                    /** @description ISO 3166-1 alpha-2 country code, or WORLD */
                    territory: string;
                    /** @description ISO 8601: an instant with an offset, or a local date or date-time */
                    opensAt: string;
                    /** @description IANA time zone of a local opensAt */
                    timeZone?: string;
                }[];
            };
            /** @description Seconds, 0 for a still */
            duration: number;
            /** @description Its ISCC; absent if it was enrolled without */
            iscc?: {
                /** @description Audio-Code, of the codes of the fingerprint */
                audio?: string;
                /** @description Video-Code, of MPEG-7 signatures; computed on request only */
                video?: string;
                /** @description Data-Code: alike for files that share most of their bytes */
                data?: string;
                /** @description Instance-Code: equal for equal files only */
                instance?: string;
            };
            title: string;
            /** @description ISO 8601, UTC */
            enrolledAt: string;
            damage?: {
                reason: string;
                secondsCovered: number;
            };
            /** @description For a promo: how much of it was found in the films of its title */
            inFilms?: {
                referenceId: string;
                pieces: number;
                /** @description Seconds of the promo that are in the film */
                foundSeconds: number;
                /** @description Seconds of the promo whose pictures can be compared */
                promoSeconds: number;
            }[];
            /** @description Enrolled discs that contain it */
            discs?: {
                id: string;
                /** @enum {string} */
                kind: "dvd" | "bluray" | "uhd-bluray";
                /** @description The disc's title or playlist, with its angle from the second on */
                feature: string;
                /** @enum {string} */
                role: "film" | "extra";
                edition?: string;
                variant?: string;
                territory?: string;
                distributor?: string;
                streetDate?: string;
            }[];
            /** @description SHA-256 of its C2PA manifest store, which the library keeps */
            manifestSha256?: string;
        };
        /**
         * @description How verdicts are reviewed
         * @example {
         *       "people": 2
         *     }
         */
        ReviewPolicy: {
            /** @description How many different people have to agree */
            people: 1 | 2;
        };
        /**
         * @description What a search found in one file, and what that means
         * @example {
         *       "type": "scan",
         *       "path": "copy.sdfp",
         *       "scanId": "9f86d081884c7d65",
         *       "kind": "film",
         *       "duration": 60,
         *       "look": {
         *         "frames": "every",
         *         "closer": []
         *       },
         *       "scannedAt": "2027-02-07T12:00:03.000Z",
         *       "reused": false,
         *       "sighting": {
         *         "seenAt": "2027-02-07T12:00:00Z",
         *         "seenAtBasis": "reported",
         *         "territory": "US"
         *       },
         *       "matches": [],
         *       "verdict": {
         *         "kind": "no-match",
         *         "summary": "No match: nothing enrolled is in it."
         *       }
         *     }
         */
        Scan: {
            /** @constant */
            type: "scan";
            /** @description Path of the file, as found by the scan */
            path: string;
            /** @description Id of this scan */
            scanId: string;
            /**
             * @description A film, a still picture, or sound without a picture
             * @enum {string}
             */
            kind: "film" | "still" | "sound";
            /** @description Seconds, 0 for a still */
            duration: number;
            /** @description How much of the file was decoded */
            look: {
                /**
                 * @description Which frames of the whole film were decoded
                 * @enum {string}
                 */
                frames: "every" | "reference" | "key";
                /** @description Intervals with more decoded frames, seconds */
                closer: {
                    start: number;
                    end: number;
                }[];
            };
            /** @description ISO 8601, UTC */
            scannedAt: string;
            /** @description Whether the result comes from an earlier run, without decoding */
            reused: boolean;
            sighting: {
                /** @description ISO 8601 with an offset; absent if unknown */
                seenAt?: string;
                /** @enum {string} */
                seenAtBasis: "observed" | "reported" | "file-time" | "unknown";
                /** @description ISO 3166-1 alpha-2 country code */
                territory?: string;
            };
            /** @description Every place where it was seen, by the feeds of sightings, earliest first. Absent if none is known */
            seen?: {
                /** @description ISO 8601 with an offset; absent if unknown */
                seenAt?: string;
                /** @enum {string} */
                seenAtBasis: "observed" | "reported" | "file-time" | "unknown";
                /** @description ISO 3166-1 alpha-2 country code */
                territory?: string;
                /** @description The address that it was seen at. It is text: nothing was opened */
                link?: string;
                /** @description The server that it was seen on */
                host?: string;
                /** @description The account there, as somebody stated it */
                account?: string;
                /** @description What of its stored row cannot be read, and is left out; absent if all can */
                fault?: string;
            }[];
            /** @description Present if only a part was readable */
            damage?: {
                reason: string;
                secondsCovered: number;
            };
            /** @description Present if some references could not be searched. They may match as well; a later scan searches them */
            partial?: {
                missing: {
                    /** @description Number of the group of references that was not searched */
                    group: number;
                    /** @description How many references it has */
                    references: number;
                    /** @description Their length */
                    hours: number;
                }[];
            };
            /** @description Present if it was asked for: what each proposer of the search did, in order */
            search?: {
                proposer: string;
                /** @description Whether the query and the references have what it needs */
                ran: boolean;
                /** @description What searching the whole index would cost, in comparisons of two frames */
                estimatedComparisons: number;
                /** @description What it drew from the budget. Look-ups and verification draw nothing */
                comparisons: number;
                /** @description Time that it took, with the verification of what it proposed */
                seconds: number;
                /** @description Alignments that it proposed */
                proposed: number;
                /** @description Segments that were found at them */
                found: number;
                /** @description Best score of these, −log10 of the expected false matches */
                bestScore?: number;
                /** @description Seconds of the query that a strong segment covers since then */
                secondsExplained: number;
                /** @description Seconds of the query that no strong segment covers yet */
                secondsLeft: number;
            }[];
            /** @description Its ISCC; codes of its bytes are known if it matches. Absent if nothing is known */
            iscc?: {
                /** @description Audio-Code, of the codes of the fingerprint */
                audio?: string;
                /** @description Video-Code, of MPEG-7 signatures; computed on request only */
                video?: string;
                /** @description Data-Code: alike for files that share most of their bytes */
                data?: string;
                /** @description Instance-Code: equal for equal files only */
                instance?: string;
            };
            /** @description The source that the file’s name claims; it decides nothing */
            claim?: {
                /** @enum {string} */
                source: "disc" | "digital" | "broadcast" | "camera" | "screener";
                /** @description 2 to 4: weak, and judged rather than measured */
                likelihoodRatio: number;
                reason: string;
            };
            /** @description Present for a release: one record, of its gravest file, for all files */
            release?: {
                /** @description Its folder */
                path: string;
                title?: string;
                year?: number;
                seasons: number[];
                episodes: number[];
                /** @description As in the name: DVDSCR, BDRip, WEB-DL */
                source?: string;
                resolution?: string;
                editions: string[];
                /** @description PROPER, REPACK, INTERNAL, NUKED, … */
                flags: string[];
                group?: string;
                nfo?: {
                    path: string;
                    encoding: string;
                    /** @description At most 20,000 characters */
                    text: string;
                };
                /** @description Results of the checksum comparison; present if it was requested and the release has an SFV file */
                sfv?: {
                    right: number;
                    wrong: string[];
                    missing: string[];
                };
                media: {
                    /** @description In an archive: path of the first volume, two slashes, name of the entry */
                    path: string;
                    /** @enum {string} */
                    role: "main" | "sample" | "proof" | "extra";
                    disc?: number;
                    /** @description Present if it was scanned */
                    scanId?: string;
                    /** @enum {string} */
                    verdict?: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                }[];
                subtitles: string[];
            };
            /** @description Best first */
            matches: {
                referenceId: string;
                titleId: string;
                title: string;
                /** @description Minus the decimal logarithm of expectedFalseMatches, at least 0 */
                score: number;
                expectedFalseMatches: number;
                /** @enum {string} */
                strength: "strong" | "weak";
                segments: {
                    queryStart: number;
                    queryEnd: number;
                    referenceStart: number;
                    referenceEnd: number;
                    /** @description Seconds of reference in one second of query; below 0 if the query plays the reference backwards: queryStart then shows referenceEnd */
                    speed: number;
                    mirrored: boolean;
                    /**
                     * @description What proposed and supports the alignment; picture if absent
                     * @enum {string}
                     */
                    foundBy?: "picture" | "sound";
                    /** @description Clockwise rotation in degrees, after mirroring */
                    rotation: 0 | 90 | 180 | 270;
                    /** @description Whether the file shows a negative; false if absent */
                    inverted?: boolean;
                    /** @description The compared view of the query: active area, inset-1, tilted+3.5, framed-1.33 (within bars), cut-out (a crop), solved (registered) */
                    queryView: string;
                    /** @description The picture without bars during most of the segment, in fractions of the query’s frame; of an inset, the surrounding picture */
                    activeArea?: {
                        left: number;
                        top: number;
                        right: number;
                        bottom: number;
                    };
                    /** @description Corners of the picture inside the picture, in fractions of the file’s frame: top left, top right, bottom right, bottom left */
                    readonly inset?: [
                        {
                            x: number;
                            y: number;
                        },
                        {
                            x: number;
                            y: number;
                        },
                        {
                            x: number;
                            y: number;
                        },
                        {
                            x: number;
                            y: number;
                        }
                    ];
                    /** @description The compared view of the reference: active area, middle-0.9, solved (registered) */
                    referenceView: string;
                    /** @description Crop of the reference’s picture in the query, in fractions of it; present if registered */
                    cutOut?: {
                        left: number;
                        top: number;
                        right: number;
                        bottom: number;
                    };
                    /** @description The crop at the end of the segment; present if it moves: `cutOut` is then the one at its start */
                    cutOutAtEnd?: {
                        left: number;
                        top: number;
                        right: number;
                        bottom: number;
                    };
                    /** @description Further clockwise tilt in degrees beside `rotation`; present if registered */
                    tilt?: number;
                    /** @description Share of the query’s picture, 0 to 1, that is covered throughout; present if registered */
                    covered?: number;
                    /** @description Mean share of differing bits, 0 to 1 */
                    meanDistance: number;
                    /** @description Mean share of differing bits between these frames and other moments of the reference */
                    backgroundDistance: number;
                    framesCompared: number;
                    independentFrames: number;
                    score: number;
                    /** @description Evidence of motion; present if it was needed to find the moment in a static scene */
                    motion?: {
                        /**
                         * @description The compared feature: luma changes of picture areas relative to the whole, or changes of the pictures
                         * @enum {string}
                         */
                        seenIn: "brightness" | "pictures";
                        /** @description Number of compared moments: a quarter or a fifth of a second apart, or different pictures of the file */
                        moments: number;
                        /** @description Correlation of the changes, or mean rank of each picture among the moments around its own, -1 to 1; about 0 for unrelated films */
                        correlation: number;
                        /** @description Decimal logarithm of the p-value: the probability of this correlation between unrelated films */
                        logChance: number;
                        /** @description A second motion channel by itself; the combined values are above */
                        also?: {
                            /**
                             * @description The compared feature: luma changes of picture areas relative to the whole, or changes of the pictures
                             * @enum {string}
                             */
                            seenIn: "brightness" | "pictures";
                            /** @description Number of compared moments: a quarter or a fifth of a second apart, or different pictures of the file */
                            moments: number;
                            /** @description Correlation of the changes, or mean rank of each picture among the moments around its own, -1 to 1; about 0 for unrelated films */
                            correlation: number;
                            /** @description Decimal logarithm of the p-value: the probability of this correlation between unrelated films */
                            logChance: number;
                            /** @description Dependence of both channels among unrelated films, 0 to 1; fully dependent channels count as one */
                            dependence: number;
                        };
                    };
                }[];
                /** @description Intervals of this reference, seconds, that other references matched by the same file share; common content does not count */
                shared?: {
                    referenceId: string;
                    start: number;
                    end: number;
                    /** @enum {string} */
                    kind: "duplicate" | "part" | "common";
                }[];
                /** @description Evidence of the sound for the alignment that the pictures found, or for its own */
                sound?: {
                    /** @enum {string} */
                    vote: "agrees" | "disagrees" | "silent" | "alone";
                    codesCompared: number;
                    meanDistance: number;
                    backgroundDistance: number;
                    scoreAdded: number;
                };
                /** @description Evidence of the mean luma for the alignment that the pictures found */
                light?: {
                    /** @enum {string} */
                    vote: "agrees" | "silent";
                    changesCompared: number;
                    /** @description Correlation of the luma changes, -1 to 1; about 0 for unrelated films */
                    correlation: number;
                    scoreAdded: number;
                };
                secondOpinion?: {
                    algorithm: string;
                    framesCompared: number;
                    meanDistance: number;
                    /** @enum {string} */
                    vote: "agrees" | "disagrees" | "silent";
                };
                /** @description Provenance of the file; present if the title has several renditions */
                sources?: {
                    /** @description The likeliest source after all evidence, including facts entered by hand */
                    answer?: {
                        /**
                         * @description The source that explains the file best, among the enrolled sources of its title and a camera
                         * @enum {string}
                         */
                        source: "disc" | "digital" | "broadcast" | "camera" | "screener";
                        /**
                         * @description sure: a verdict may use it; likely: only people are told
                         * @enum {string}
                         */
                        certainty: "sure" | "likely" | "undecided";
                        /**
                         * @description The second best source
                         * @enum {string}
                         */
                        next?: "disc" | "digital" | "broadcast" | "camera" | "screener";
                        /** @description Likelihood ratio of the best source to the second best */
                        odds: number;
                    };
                    /** @description Independent ratios, which may be multiplied; empty if the sign is inconclusive */
                    evidence: {
                        /** @enum {string} */
                        source: "disc" | "digital" | "broadcast" | "camera" | "screener";
                        /** @description Against all other sources: above 1 supports this one, below 1 opposes it */
                        likelihoodRatio: number;
                        reason: string;
                        /** @description The sign that was read; absent where an older version read it */
                        sign?: string;
                    }[];
                    /** @description Signs that do not apply */
                    silent: {
                        sign: string;
                        reason: string;
                    }[];
                    /** @description Variants of one release that the file distinguishes */
                    variants: {
                        /** @enum {string} */
                        source: "disc" | "digital" | "broadcast" | "camera" | "screener";
                        /** @description Reference ids of the variants that fit */
                        carries: string[];
                        /** @description Reference ids of the variants that do not fit */
                        excludes: string[];
                        /** @description Points of the film where the variants differ */
                        points: number;
                        /** @description Probability that a copy of none of them agrees in all points */
                        chance: number;
                        reason: string;
                    }[];
                };
                /** @description Enrolled discs with this reference; the file need not come from one of them */
                discs?: {
                    id: string;
                    /** @enum {string} */
                    kind: "dvd" | "bluray" | "uhd-bluray";
                    /** @description The disc's title or playlist, with its angle from the second on */
                    feature: string;
                    /** @enum {string} */
                    role: "film" | "extra";
                    edition?: string;
                    variant?: string;
                    territory?: string;
                    distributor?: string;
                    streetDate?: string;
                }[];
                /** @description SHA-256 of the C2PA manifest store of the reference: recovered through the match */
                manifestSha256?: string;
                /** @description Intervals of this reference, seconds, that enrolled promos show; absent if there are none */
                published?: {
                    referenceId: string;
                    start: number;
                    end: number;
                }[];
                /** @description The verdict for this match alone */
                verdict: {
                    /** @enum {string} */
                    kind: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                    /** @description One sentence for people */
                    summary: string;
                    /** @description Footage that no published promo shows: intervals of the file in seconds, and how sure they are. Present where it counts */
                    unpublished?: {
                        seconds: number;
                        places: number;
                        expectedFalseMatches: number;
                        readonly intervals: {
                            start: number;
                            end: number;
                        }[];
                    };
                    /** @description The disputes that stand, open or upheld; `otherwise` is the verdict without them. Absent if there are none */
                    readonly disputes?: {
                        /** @description Its id, for `dispute end` */
                        id: string;
                        ground: string;
                        /** @description ISO 8601 */
                        receivedAt: string;
                        /** @description ISO 8601: until when it is to be answered */
                        deadline: string;
                        /**
                         * @description How it ended; absent while it is open
                         * @enum {string}
                         */
                        outcome?: "upheld" | "rejected" | "withdrawn";
                    }[];
                } & {
                    [key: string]: unknown;
                };
            }[];
            /** @description The gravest verdict of the matches: leak, review, authorised, released copy, published material, no match */
            verdict: {
                /** @enum {string} */
                kind: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                /** @description One sentence for people */
                summary: string;
                /** @description Footage that no published promo shows: intervals of the file in seconds, and how sure they are. Present where it counts */
                unpublished?: {
                    seconds: number;
                    places: number;
                    expectedFalseMatches: number;
                    readonly intervals: {
                        start: number;
                        end: number;
                    }[];
                };
                /** @description The disputes that stand, open or upheld; `otherwise` is the verdict without them. Absent if there are none */
                readonly disputes?: {
                    /** @description Its id, for `dispute end` */
                    id: string;
                    ground: string;
                    /** @description ISO 8601 */
                    receivedAt: string;
                    /** @description ISO 8601: until when it is to be answered */
                    deadline: string;
                    /**
                     * @description How it ended; absent while it is open
                     * @enum {string}
                     */
                    outcome?: "upheld" | "rejected" | "withdrawn";
                }[];
            } & {
                [key: string]: unknown;
            };
        };
        /**
         * @description How a secret is replaced
         * @example {
         *       "keepSeconds": 86400
         *     }
         */
        SecretRenewal: {
            /**
             * @description How long the secret before signs too. With 0, no earlier secret signs from now on: for one that others have seen
             * @default 86400
             */
            keepSeconds: number;
        };
        /** @description A browser where the account is signed in */
        Session: {
            /** Format: uuid */
            id: string;
            isThisOne: boolean;
            createdAt: string;
            /** @description When it was used last, to the minute */
            seenAt: string;
            expiresAt: string;
            /** @description IP address that it was begun from */
            address: string;
            /** @description What the browser calls itself */
            agent: string;
        };
        /** @description A session that was begun; its secret is in a cookie */
        SignedIn: {
            account: components["schemas"]["Account"];
            /** @description The header field x-csrf-token of each change in this session */
            csrfToken: string;
        };
        /**
         * @description A work as its owner knows it, with its release windows
         * @example {
         *       "type": "title",
         *       "id": "film",
         *       "name": "Film",
         *       "year": 2027,
         *       "windows": [
         *         {
         *           "territory": "US",
         *           "channel": "disc",
         *           "opensAt": "2027-03-09",
         *           "timeZone": "America/New_York"
         *         }
         *       ],
         *       "referenceIds": [
         *         "film-1"
         *       ]
         *     }
         */
        Title: {
            /** @constant */
            type: "title";
            id: string;
            name: string;
            year?: number;
            eidr?: string;
            isan?: string;
            /**
             * @description Which of its promos are enrolled: none were published, or the enrolled ones are complete; unknown if absent
             * @enum {string}
             */
            promos?: "none" | "complete";
            windows: components["schemas"]["Window"][];
            /** @description Its enrolled renditions */
            referenceIds: string[];
        };
        /**
         * @description A stored place that cannot be read. It allows nothing
         * @example {
         *       "id": "9f86d081884c7d65",
         *       "source": "*, account studio, every title",
         *       "fault": "source.host must be a host name"
         *     }
         */
        UnreadableAllowedSource: {
            id: string;
            /** @description What of it is there */
            source: string;
            /** @description Why it cannot be read */
            fault: string;
        };
        /**
         * @description A file or fingerprint that was sent in, and what has become of it
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "name": "copy.sdfp",
         *       "kind": "fingerprint",
         *       "bytes": 48213,
         *       "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
         *       "state": "done",
         *       "progress": 1,
         *       "seenAt": "2027-02-07T12:00:00Z",
         *       "territory": "US",
         *       "link": "https://host.example/v/1",
         *       "host": "cdn7.host.example",
         *       "createdAt": "2027-02-07T12:00:01.000Z",
         *       "finishedAt": "2027-02-07T12:00:03.000Z",
         *       "verdict": {
         *         "id": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *         "createdAt": "2027-02-07T12:00:03.000Z",
         *         "outcome": {
         *           "type": "scan",
         *           "path": "copy.sdfp",
         *           "scanId": "9f86d081884c7d65",
         *           "kind": "film",
         *           "duration": 60,
         *           "look": {
         *             "frames": "every",
         *             "closer": []
         *           },
         *           "scannedAt": "2027-02-07T12:00:03.000Z",
         *           "reused": false,
         *           "sighting": {
         *             "seenAt": "2027-02-07T12:00:00Z",
         *             "seenAtBasis": "reported",
         *             "territory": "US"
         *           },
         *           "matches": [],
         *           "verdict": {
         *             "kind": "no-match",
         *             "summary": "No match: nothing enrolled is in it."
         *           }
         *         }
         *       }
         *     }
         */
        Upload: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            /** @description Its name, as the sender gave it */
            name: string;
            /**
             * @description Media to decode, or a fingerprint
             * @enum {string}
             */
            kind: "film" | "fingerprint";
            /** @description Size of its content */
            bytes: number;
            /** @description SHA-256 of its content */
            sha256: string;
            /** @enum {string} */
            state: "waiting" | "working" | "done" | "failed" | "cancelled";
            /** @description Share of the work that is done, 0 to 1 */
            progress: number;
            /** @description Why it failed */
            error?: {
                code: string;
                message: string;
            };
            /** @description When it was seen, by the sender’s word */
            seenAt?: string;
            /** @description Where it was seen: ISO 3166-1 alpha-2 */
            territory?: string;
            /** @description The address that it was seen at. It is text, and never opened */
            link?: string;
            /** @description The server that it was seen on */
            host?: string;
            /** @description What its sender calls the uploads that it was sent with */
            batch?: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            finishedAt?: string;
            /** @description The current verdict, once there is one */
            verdict?: components["schemas"]["Verdict"];
            /**
             * @description What people decided about the current verdict; absent as long as they have not
             * @enum {string}
             */
            decided?: "leak" | "published" | "released" | "not-ours";
        };
        /**
         * @description How many uploads there are of some
         * @example {
         *       "count": 41,
         *       "isMore": false
         *     }
         */
        UploadCount: {
            /** @description How many there are */
            count: number;
            /** @description Whether there are more: no more than 10,000 are counted */
            isMore: boolean;
        };
        /**
         * @description What an organisation may keep, and what it keeps now
         * @example {
         *       "limits": {
         *         "mostBytes": 1000000000000
         *       },
         *       "keeps": {
         *         "bytes": 48213,
         *         "uploads": 1
         *       }
         *     }
         */
        Usage: {
            limits: components["schemas"]["OrganisationLimits"];
            keeps: {
                /** @description Bytes of media */
                bytes: number;
                uploads: number;
            };
        };
        /**
         * @description What was found in an upload at one time. It is superseded by a later one, never changed
         * @example {
         *       "id": "019a3a1e-9b20-7000-8000-1f0d2c3b4a55",
         *       "createdAt": "2027-02-07T12:00:03.000Z",
         *       "outcome": {
         *         "type": "scan",
         *         "path": "copy.sdfp",
         *         "scanId": "9f86d081884c7d65",
         *         "kind": "film",
         *         "duration": 60,
         *         "look": {
         *           "frames": "every",
         *           "closer": []
         *         },
         *         "scannedAt": "2027-02-07T12:00:03.000Z",
         *         "reused": false,
         *         "sighting": {
         *           "seenAt": "2027-02-07T12:00:00Z",
         *           "seenAtBasis": "reported",
         *           "territory": "US"
         *         },
         *         "matches": [],
         *         "verdict": {
         *           "kind": "no-match",
         *           "summary": "No match: nothing enrolled is in it."
         *         }
         *       }
         *     }
         */
        Verdict: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            supersededBy?: string;
            outcome: components["schemas"]["Scan"];
        };
        /**
         * @description An address that is told of verdicts
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "url": "https://example.com/hooks/streetdate",
         *       "kinds": [
         *         "pre-release-leak"
         *       ],
         *       "isActive": true,
         *       "createdAt": "2027-02-07T12:00:00.000Z"
         *     }
         */
        Webhook: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            url: string;
            kinds: ("pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match")[];
            isActive: boolean;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Until when an earlier secret signs too; absent if only the current one does
             * @example 2027-02-07T12:00:00.000Z
             */
            oldSecretsUntil?: string;
        };
        /**
         * @description What to change of a webhook
         * @example {
         *       "isActive": false
         *     }
         */
        WebhookChange: {
            /**
             * @description Where messages go: https, and a public address
             * @example https://example.com/hooks/streetdate
             */
            url?: string;
            /**
             * @description Kinds of verdicts that it is told of
             * @example [
             *       "pre-release-leak",
             *       "needs-review"
             *     ]
             */
            kinds?: ("pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match")[];
            isActive?: boolean;
        };
        /**
         * @description A new webhook with its secret
         * @example {
         *       "id": "019a3a1e-7c11-7000-8000-5d1f0c3b2a11",
         *       "url": "https://example.com/hooks/streetdate",
         *       "kinds": [
         *         "pre-release-leak"
         *       ],
         *       "isActive": true,
         *       "createdAt": "2027-02-07T12:00:00.000Z",
         *       "secret": "whsec_c2VjcmV0IGtleSBvZiB0aGlzIGV4YW1wbGUgb25seQ=="
         *     }
         */
        WebhookWithSecret: {
            /**
             * Format: uuid
             * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
             */
            id: string;
            url: string;
            kinds: ("pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match")[];
            isActive: boolean;
            /**
             * @description ISO 8601, UTC
             * @example 2027-02-07T12:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Until when an earlier secret signs too; absent if only the current one does
             * @example 2027-02-07T12:00:00.000Z
             */
            oldSecretsUntil?: string;
            /** @description It signs each message, by Standard Webhooks. It is shown here only */
            secret: string;
        };
        /** @description Who asks, and what it may do */
        WhoAsks: {
            organisation: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /**
             * @description `local`: whoever has the token of the server’s machine, as long as nobody can sign in
             * @enum {string}
             */
            kind: "account" | "key" | "local";
            /**
             * Format: uuid
             * @description Id of the account or the key
             */
            id?: string;
            name: string;
            /**
             * @description Each role may also do what those before it may
             * @enum {string}
             */
            role: "viewer" | "analyst" | "operator" | "admin";
            /** @description What it may do */
            actions: ("titles.read" | "uploads.read" | "searches.send" | "self.read" | "self.write" | "uploads.send" | "uploads.cancel" | "pictures.read" | "case.read" | "signals.read" | "disputes.read" | "decisions.read" | "decisions.write" | "titles.write" | "disputes.write" | "uploads.delete" | "titles.delete" | "holds.read" | "signals.write" | "jobs.read" | "jobs.write" | "webhooks.read" | "webhooks.write" | "metrics.read" | "accounts.read" | "accounts.write" | "keys.read" | "keys.write" | "audit.read" | "decisions.policy" | "holds.write" | "organisation.export" | "organisations.manage")[];
            /** @description In a session: the header field x-csrf-token of each change */
            csrfToken?: string;
        };
        /**
         * @description When a title may first be offered through one channel in one territory
         * @example {
         *       "territory": "US",
         *       "channel": "disc",
         *       "opensAt": "2027-03-09",
         *       "timeZone": "America/New_York"
         *     }
         */
        Window: {
            /** @description ISO 3166-1 alpha-2 country code, or WORLD */
            territory: string;
            /** @enum {string} */
            channel: "theatrical" | "digital" | "disc" | "broadcast" | "screener" | "licensed";
            /** @description Who may use the work, for the channel licensed */
            party?: string;
            /** @description ISO 8601: an instant with an offset, or a local date or date-time */
            opensAt: string;
            /** @description IANA time zone of a local opensAt */
            timeZone?: string;
        };
        /**
         * @description When a title may first be offered through one channel in one territory
         * @example {
         *       "territory": "US",
         *       "channel": "disc",
         *       "opensAt": "2027-03-09",
         *       "timeZone": "America/New_York"
         *     }
         */
        WindowInput: {
            /** @description ISO 3166-1 alpha-2 country code, or WORLD */
            territory: string;
            /** @enum {string} */
            channel: "theatrical" | "digital" | "disc" | "broadcast" | "screener" | "licensed";
            /** @description Who may use the work, for the channel licensed */
            party?: string;
            /** @description ISO 8601: an instant with an offset, or a local date or date-time */
            opensAt: string;
            /** @description IANA time zone of a local opensAt */
            timeZone?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description @defaultValue the first one
                     * @example Grace Hopper
                     */
                    organisation?: string;
                    /**
                     * Format: email
                     * @description Compared without regard to case
                     * @example grace@example.com
                     */
                    email: string;
                    /**
                     * @description At least 12 characters, and none of the first that are guessed
                     * @example seven bright herons
                     */
                    password: string;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description How many sessions there were
                         * @example 1
                         */
                        ended: number;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example sdl_… */
                    token: string;
                    /**
                     * @description At least 12 characters, and none of the first that are guessed
                     * @example seven bright herons
                     */
                    password: string;
                    /**
                     * Format: email
                     * @description Compared without regard to case
                     * @example grace@example.com
                     */
                    email?: string;
                    /** @example Grace Hopper */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no longer here */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openLocally: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example sdl_… */
                    token: string;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example qL0v… */
                        csrfToken: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no longer here */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhoAsks"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description How many sessions there were
                         * @example 1
                         */
                        ended: number;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description How many sessions there were
                         * @example 1
                         */
                        ended: number;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description At least 12 characters, and none of the first that are guessed
                     * @example seven bright herons
                     */
                    current: string;
                    /**
                     * @description At least 12 characters, and none of the first that are guessed
                     * @example seven bright herons
                     */
                    password: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        changed: true;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: components["schemas"]["Account"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description Compared without regard to case
                     * @example grace@example.com
                     */
                    email: string;
                    /** @example Grace Hopper */
                    name: string;
                    /**
                     * @description Each role may also do what those before it may
                     * @enum {string}
                     */
                    role: "viewer" | "analyst" | "operator" | "admin";
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: components["schemas"]["Account"];
                        link: components["schemas"]["AccountLink"];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Grace Hopper */
                    name?: string;
                    /**
                     * @description Each role may also do what those before it may
                     * @enum {string}
                     */
                    role?: "viewer" | "analyst" | "operator" | "admin";
                    /** @enum {string} */
                    state?: "closed";
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAccountLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountLink"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["ApiKey"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Grace Hopper */
                    name: string;
                    /**
                     * @description Each role may also do what those before it may
                     * @enum {string}
                     */
                    role: "viewer" | "analyst" | "operator" | "admin";
                    /** @description Narrows it to some actions of its role */
                    actions?: ("titles.read" | "uploads.read" | "searches.send" | "self.read" | "self.write" | "uploads.send" | "uploads.cancel" | "pictures.read" | "case.read" | "signals.read" | "disputes.read" | "decisions.read" | "decisions.write" | "titles.write" | "disputes.write" | "uploads.delete" | "titles.delete" | "holds.read" | "signals.write" | "jobs.read" | "jobs.write" | "webhooks.read" | "webhooks.write" | "metrics.read" | "accounts.read" | "accounts.write" | "keys.read" | "keys.write" | "audit.read" | "decisions.policy" | "holds.write" | "organisation.export" | "organisations.manage")[];
                    /**
                     * @description How long it lasts
                     * @default 365
                     */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: components["schemas"]["ApiKey"];
                        /** @description Shown once */
                        secret: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 51
                 */
                cursor?: number;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organisations: components["schemas"]["Organisation"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Grace Hopper */
                    name: string;
                };
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organisation: components["schemas"]["Organisation"];
                        link: components["schemas"]["AccountLink"];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted, and the work goes on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                         */
                        id: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Grace Hopper */
                    name: string;
                };
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganisationLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putOrganisationLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationLimitsInput"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addOrganisationLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountLink"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    isAlive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUploads: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
                /** @description Only those in this state */
                state?: "waiting" | "working" | "done" | "failed" | "cancelled";
                /** @description Only those whose current verdict is of this kind */
                verdict?: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                /**
                 * @description Only those that came in at this time or later
                 * @example 2027-02-07T00:00:00Z
                 */
                from?: string;
                /**
                 * @description Only those that came in before this time
                 * @example 2027-02-08T00:00:00Z
                 */
                until?: string;
                /**
                 * @description Only those that were seen on this server
                 * @example cdn7.host.example
                 */
                host?: string;
                /**
                 * @description Only those whose best match is the title with this id
                 * @example film
                 */
                title?: string;
                /**
                 * @description Only those whose best match has this score or a higher one
                 * @example 100
                 */
                score?: number;
                /** @description Only those that were most likely copied from this kind of source */
                source?: "disc" | "digital" | "broadcast" | "camera" | "screener";
                /** @description Only those of which people decided this about their current verdict; `none` for those that are undecided */
                decided?: "leak" | "published" | "released" | "not-ours" | "none";
                /**
                 * @description Only those that were sent under this name
                 * @example crawl 2027-02-07
                 */
                batch?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uploads: components["schemas"]["Upload"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendUpload: {
        parameters: {
            query: {
                /**
                 * @description Name of the file. Its extension says how it is read
                 * @example copy.mp4
                 */
                name: string;
                /**
                 * @description When it was seen: ISO 8601 with an offset
                 * @example 2027-02-07T12:00:00Z
                 */
                seenAt?: string;
                /**
                 * @description Where it was seen: ISO 3166-1 alpha-2
                 * @example US
                 */
                territory?: string;
                /**
                 * @description The address that it was seen at. It is kept as text and never opened
                 * @example https://host.example/v/1
                 */
                link?: string;
                /**
                 * @description The server that it was seen on
                 * @example cdn7.host.example
                 */
                host?: string;
                /**
                 * @description A name for the uploads that belong together: `/v1/batches/{name}` tells how far they are
                 * @example crawl 2027-02-07
                 */
                batch?: string;
                /**
                 * @description Lower numbers come first; 100 is usual. By default titles that open soon come first
                 * @example 100
                 */
                priority?: number;
                /**
                 * @description Id or name of the title that it may show; it sets the priority
                 * @example film
                 */
                title?: string;
                /**
                 * @description Seconds to wait for the verdict
                 * @example 60
                 */
                wait?: number;
            };
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description It has ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description It waits or is being worked on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countUploads: {
        parameters: {
            query?: {
                /** @description Only those in this state */
                state?: "waiting" | "working" | "done" | "failed" | "cancelled";
                /** @description Only those whose current verdict is of this kind */
                verdict?: "pre-release-leak" | "needs-review" | "authorised" | "released-copy" | "published-material" | "no-match";
                /**
                 * @description Only those that came in at this time or later
                 * @example 2027-02-07T00:00:00Z
                 */
                from?: string;
                /**
                 * @description Only those that came in before this time
                 * @example 2027-02-08T00:00:00Z
                 */
                until?: string;
                /**
                 * @description Only those that were seen on this server
                 * @example cdn7.host.example
                 */
                host?: string;
                /**
                 * @description Only those whose best match is the title with this id
                 * @example film
                 */
                title?: string;
                /**
                 * @description Only those whose best match has this score or a higher one
                 * @example 100
                 */
                score?: number;
                /** @description Only those that were most likely copied from this kind of source */
                source?: "disc" | "digital" | "broadcast" | "camera" | "screener";
                /** @description Only those of which people decided this about their current verdict; `none` for those that are undecided */
                decided?: "leak" | "published" | "released" | "not-ours" | "none";
                /**
                 * @description Only those that were sent under this name
                 * @example crawl 2027-02-07
                 */
                batch?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadCount"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A name for the uploads that belong together: `/v1/batches/{name}` tells how far they are
                 * @example crawl 2027-02-07
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVerdicts: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        verdicts: components["schemas"]["Verdict"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUploadPicture: {
        parameters: {
            query?: {
                /**
                 * @description The time, seconds; to the millisecond
                 * @example 12.5
                 */
                at?: number;
                /** @description Longer side of the picture, pixels */
                side?: "160" | "320" | "640";
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReferencePicture: {
        parameters: {
            query?: {
                /**
                 * @description The time, seconds; to the millisecond
                 * @example 12.5
                 */
                at?: number;
                /** @description Longer side of the picture, pixels */
                side?: "160" | "320" | "640";
            };
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMatchCurves: {
        parameters: {
            query?: {
                /**
                 * @description Most points of a segment
                 * @example 500
                 */
                most?: number;
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
                /** @example film */
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchCurves"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUploadDecisions: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        standing: components["schemas"]["DecisionStanding"];
                        decisions: components["schemas"]["Decision"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecision"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionStanding"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDecisions: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decisions: components["schemas"]["Decision"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrecision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Precision"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReviewPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewPolicy"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Precision"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disputes: components["schemas"]["Dispute"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDispute"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
                /** @example film */
                dispute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeEnd"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOpenDisputes: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disputes: components["schemas"]["OpenDispute"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCorrections: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        corrections: components["schemas"]["Correction"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /**
                 * @description Name of the file. Its extension says how it is read
                 * @example copy.mp4
                 */
                name?: string;
                /**
                 * @description When it was seen: ISO 8601 with an offset
                 * @example 2027-02-07T12:00:00Z
                 */
                seenAt?: string;
                /**
                 * @description Where it was seen: ISO 3166-1 alpha-2
                 * @example US
                 */
                territory?: string;
                /**
                 * @description The address that it was seen at. It is kept as text and never opened
                 * @example https://host.example/v/1
                 */
                link?: string;
                /**
                 * @description The server that it was seen on
                 * @example cdn7.host.example
                 */
                host?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResumedUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUploadSignals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReferenceSignals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRenewal"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pingWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted, and the work goes on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["Delivery"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last event that was seen
                 * @example working 0.5
                 */
                "last-event-id"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last event that was seen
                 * @example 1041
                 */
                "last-event-id"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTitles: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
                /** @description Only those with these ids; repeat it for several */
                id?: string | string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        titles: components["schemas"]["Title"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addTitle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTitle"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Title"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTitle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Title"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putTitle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTitle"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Title"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTitle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHeldBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        intervals: components["schemas"]["HeldBack"][];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWindows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        windows: components["schemas"]["Window"][];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putWindows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWindows"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Title"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllowedSources: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowedSources: components["schemas"]["AllowedSource"][];
                        unreadable?: components["schemas"]["UnreadableAllowedSource"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    allowSource: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A name for this request. The same request with the same name within 24 hours does nothing twice
                 * @example 5f6c2a4e-6f0c-4a44-8d0f-3f3d6f1d2c77
                 */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAllowedSource"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowedSource"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disallowSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReferences: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
                /**
                 * @description Only those of the title with this id
                 * @example film
                 */
                title?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        references: components["schemas"]["Reference"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLibrary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LibraryFacts"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reference"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDiscs: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        discs: components["schemas"]["Disc"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisc: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disc"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findByIscc: {
        parameters: {
            query: {
                /**
                 * @description An ISCC-CODE, or one unit
                 * @example ISCC:GAAW2PRCRS5LNVZV
                 */
                code: string;
                /**
                 * @description Most bits that may differ, of 64
                 * @example 10
                 */
                distance?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        matches: components["schemas"]["IsccMatch"][];
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrollReference: {
        parameters: {
            query: {
                /**
                 * @description Name of the file. Its extension says how it is read
                 * @example disc.mkv
                 */
                name: string;
                /**
                 * @description Id of the reference. By default it is made from the title’s
                 * @example film
                 */
                id?: string;
                /** @description By default `disc`, or `still` for a picture */
                kind?: "disc" | "master" | "screener" | "still" | "promo" | "background";
                /**
                 * @description For the kind `promo`: when it was published, as INSTANT or TERRITORY:INSTANT, a local one with @ZONE
                 * @example 2026-12-01@America/New_York
                 */
                published?: string;
                /** @description For the kind `promo`: what it is */
                form?: "trailer" | "teaser" | "tv-spot" | "clip" | "preview" | "poster" | "still" | "press-kit";
                /**
                 * @description Name of the edition
                 * @example Retail
                 */
                edition?: string;
                /**
                 * @description Where it is sold: ISO 3166-1 alpha-2, or WORLD
                 * @example US
                 */
                territory?: string;
                /**
                 * @description Keeps small pictures, which find portrait crops and corners
                 * @example true
                 */
                thumbnails?: "true" | "false";
                /**
                 * @description Keeps fine detail, which tells the release that a copy was made from
                 * @example true
                 */
                details?: "true" | "false";
            };
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description It was accepted, and the work goes on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolling"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importSignals: {
        parameters: {
            query?: {
                /**
                 * @description What they are called
                 * @example partner-2027-02
                 */
                name?: string;
                /**
                 * @description Id of the reference. By default it is made from the title’s
                 * @example film
                 */
                id?: string;
                /**
                 * @description Name of the edition
                 * @example Retail
                 */
                edition?: string;
                /**
                 * @description Where it is sold: ISO 3166-1 alpha-2, or WORLD
                 * @example US
                 */
                territory?: string;
            };
            header?: never;
            path: {
                /** @example film */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description It was accepted, and the work goes on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolling"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
                /** @description Only those */
                state?: "waiting" | "running" | "done" | "dead" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: components["schemas"]["Job"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendJobAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /**
                 * @description Where to go on: `next` of the page before
                 * @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11
                 */
                cursor?: string;
                /**
                 * @description Most entries on a page
                 * @example 50
                 */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holds: components["schemas"]["LegalHold"][];
                        /** @description Give it as `cursor` for the next page; absent on the last one */
                        next?: string;
                    };
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addHold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLegalHold"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportOrganisation: {
        parameters: {
            query?: {
                /** @description Whether to add fingerprints */
                fingerprints?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Version of tus: 1.0.0
                 * @example 1.0.0
                 */
                "tus-resumable"?: string;
                /**
                 * @description Size of the whole file, bytes. It may be told with a later part instead: `Upload-Defer-Length: 1`
                 * @example 48213
                 */
                "upload-length"?: string;
                /**
                 * @description 1 where the size is not known yet
                 * @example 1
                 */
                "upload-defer-length"?: string;
                /**
                 * @description Names with values in base64, separated by commas: filename, and if known seenAt, territory, link, host, batch, title and priority. They mean the same as for `POST /v1/uploads`
                 * @example filename Y29weS5zZGZw,territory VVM=
                 */
                "upload-metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was begun */
            201: {
                headers: {
                    /** @description The address that its parts are sent to */
                    location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A condition of the request is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
        };
    };
    dropResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Version of tus: 1.0.0
                 * @example 1.0.0
                 */
                "tus-resumable"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That is no longer here */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A condition of the request is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askResumableUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Version of tus: 1.0.0
                 * @example 1.0.0
                 */
                "tus-resumable"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As its header fields say */
            200: {
                headers: {
                    /** @description Bytes that have come */
                    "upload-offset"?: string;
                    /** @description Size of the whole file, bytes */
                    "upload-length"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That is no longer here */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A condition of the request is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Version of tus: 1.0.0
                 * @example 1.0.0
                 */
                "tus-resumable"?: string;
                /**
                 * @description Where the part begins: the bytes that have come
                 * @example 0
                 */
                "upload-offset"?: string;
                /**
                 * @description Size of the whole file, bytes, where it was not told before
                 * @example 48213
                 */
                "upload-length"?: string;
            };
            path: {
                /** @example 019a3a1e-7c11-7000-8000-5d1f0c3b2a11.019a3a1e-7c12-7000-8000-5d1f0c3b2a11 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": unknown;
            };
        };
        responses: {
            /** @description The part has come */
            204: {
                headers: {
                    /** @description Bytes that have come */
                    "upload-offset"?: string;
                    /** @description Id of the upload; with the last part only */
                    "streetdate-upload"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not as it must be */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description Say who you are */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description You may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That contradicts what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That is no longer here */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A condition of the request is not met */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description A body of that kind is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description That cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A fault of the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
            /** @description The service cannot do that now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no room left */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/plain": string;
                };
            };
        };
    };
}
