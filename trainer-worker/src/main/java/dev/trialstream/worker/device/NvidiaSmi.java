package dev.trialstream.worker.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds GPUs with NVIDIA's own tool, which is installed with the driver. */
public final class NvidiaSmi {
    private static final Logger LOG = LoggerFactory.getLogger(NvidiaSmi.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final List<String> QUERY =
            List.of("nvidia-smi", "--query-gpu=uuid,name,memory.total", "--format=csv,noheader,nounits");
    private static final Pattern LINE = Pattern.compile("(GPU-[0-9a-fA-F-]+), (.*), (\\d{1,9})");

    private NvidiaSmi() {}

    /**
     * The GPUs of this machine that this process may use, according to {@code CUDA_VISIBLE_DEVICES} if set; none if the
     * tool is missing or fails.
     */
    public static List<Gpu> gpus() {
        return visible(gpus(QUERY), System.getenv("CUDA_VISIBLE_DEVICES"));
    }

    /** @param visible indices and prefixes of UUIDs; as in CUDA, an invalid entry ends the list */
    static List<Gpu> visible(List<Gpu> all, @Nullable String visible) {
        if (visible == null) {
            return all;
        }
        List<Gpu> found = new ArrayList<>();
        for (String name : visible.split(",", -1)) {
            Optional<Gpu> gpu = named(all, name.strip());
            if (gpu.isEmpty()) {
                break;
            }
            found.add(gpu.get());
        }
        return List.copyOf(found);
    }

    private static Optional<Gpu> named(List<Gpu> all, String name) {
        if (name.matches("\\d{1,4}")) {
            int index = Integer.parseInt(name);
            return index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
        }
        return name.startsWith("GPU-")
                ? all.stream().filter(gpu -> gpu.uuid().startsWith(name)).findFirst()
                : Optional.empty();
    }

    static List<Gpu> gpus(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notThere) {
            return List.of();
        }
        try {
            process.getOutputStream().close();
            String text = CompletableFuture.supplyAsync(() -> said(process)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (process.waitFor() == 0) {
                return parse(text);
            }
            LOG.warn("{} ended with {}: {}", command.get(0), process.exitValue(), text.strip());
        } catch (TimeoutException e) {
            LOG.warn("{} said nothing for {} s", command.get(0), PATIENCE_SECONDS);
        } catch (IOException | ExecutionException e) {
            LOG.warn("{}: {}", command.get(0), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        return List.of();
    }

    private static String said(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Gpu> parse(String text) {
        return text.lines().map(NvidiaSmi::gpu).flatMap(Optional::stream).toList();
    }

    private static Optional<Gpu> gpu(String line) {
        Matcher parts = LINE.matcher(line.strip());
        if (!parts.matches()) {
            LOG.warn("nvidia-smi said what is no GPU: {}", line);
            return Optional.empty();
        }
        return Optional.of(new Gpu(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))));
    }
}
