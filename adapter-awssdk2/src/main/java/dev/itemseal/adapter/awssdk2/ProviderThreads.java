package dev.itemseal.adapter.awssdk2;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which an asynchronous client runs providers that block, where the caller gives no executor. */
final class ProviderThreads {

    /** Providers wait for services more than they compute, and these bound how many calls they get at a time. */
    private static final int THREADS = 16;

    private static final long IDLE_SECONDS = 10;

    private ProviderThreads() {}

    /** Starts an executor without any thread yet; those that are idle end. */
    static ExecutorService start() {
        AtomicInteger number = new AtomicInteger();
        // The queue has no bound: it is as long as requests are under way, and to refuse one would be to lose it.
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "itemseal-provider-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
