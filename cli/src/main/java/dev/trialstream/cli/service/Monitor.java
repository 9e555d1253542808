package dev.trialstream.cli.service;

import dev.trialstream.cli.UserError;
import dev.trialstream.cli.pipeline.Service;
import dev.trialstream.protocol.service.Health;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reports the state of a process's services to schedulers and Prometheus. */
final class Monitor {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    @Option(
            names = "--monitor",
            paramLabel = "PORT",
            description = "Serve /health/live, /health/ready and /metrics (Prometheus) on this port, 0 for a free one.")
    @Nullable
    Integer port;

    @Option(
            names = "--monitor-host",
            paramLabel = "ADDRESS",
            description = "Address that the monitor listens on (default: ${DEFAULT-VALUE}); it tells no secrets.")
    String host = "127.0.0.1";

    private final Map<String, Supplier<Health>> services = new LinkedHashMap<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();

    /** Adds a service. */
    void watch(Service service) {
        services.put(service.name(), service.health());
        service.meters().bindTo(registry);
    }

    /** @throws UserError if it could not be served there */
    void check() {
        if (port != null) {
            Ports.check("--monitor", port);
        }
    }

    /**
     * Serves, if requested, until it is closed.
     *
     * @return the address for the ready line, with a space before it; or nothing
     * @throws UserError if the address is not available
     */
    Running start() {
        return port == null ? new Running("", () -> {}) : serve(port);
    }

    private Running serve(int wanted) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = host;
            config.jetty.port = wanted;
            config.routes.get("/health/live", context -> answer(context, Health::live));
            config.routes.get("/health/ready", context -> answer(context, Health::ready));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS).result(registry.scrape()));
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            throw UserError.failure("--monitor: could not listen on " + host + ":" + wanted + " (" + e.getMessage()
                    + "); choose another");
        }
        return new Running(" monitor http://" + host + ":" + server.port(), () -> {
            server.stop();
            collector.close();
        });
    }

    /** Every service with its state; 503 if one fails the test. */
    private void answer(Context context, Predicate<Health> good) {
        Map<String, Health> now = new LinkedHashMap<>();
        services.forEach((name, health) -> now.put(name, health.get()));
        context.status(now.values().stream().allMatch(good) ? 200 : 503);
        context.contentType("text/plain; charset=utf-8");
        context.result(now.entrySet().stream()
                .map(service -> (good.test(service.getValue()) ? "ok   " : "not  ") + service.getKey() + ": "
                        + service.getValue().state() + "\n")
                .collect(Collectors.joining()));
    }

    /** A running monitor, or none if it was not requested. */
    record Running(String where, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
