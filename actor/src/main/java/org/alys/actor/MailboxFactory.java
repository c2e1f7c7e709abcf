package org.alys.actor;

/** Makes the mailbox of one actor; a test puts a broken one in its place. */
interface MailboxFactory {
    <M> Mailbox<M> create(ActorOptions options, ThreadStarter threads);

    MailboxFactory STANDARD = new MailboxFactory() {
        @Override
        public <M> Mailbox<M> create(ActorOptions options, ThreadStarter threads) {
            return new Mailbox<>(options.mailboxCapacity(), options.overflow(), threads);
        }
    };
}
