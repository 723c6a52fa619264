#include "core/io/transfer/confined.h"

#include <chrono>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/isolated/isolated.h"
#include "core/io/isolated/shared_memory.h"
#include "core/io/transfer/model_transfer.h"

namespace convscope {

template <>
inline constexpr std::size_t kFieldCount<WeightFileRequest> = 3;

namespace {

/// The limits of reading, far more than undamaged files need.
constexpr std::uint64_t kSeconds = 5, kMinBytesPerSecond = std::uint64_t{1} << 23;
constexpr std::uint64_t kMemory = std::uint64_t{1} << 30, kMaxMemoryPerByte = 16;
constexpr unsigned kTimePerProcessorTime = 20;  ///< the deadline on a machine that is busy with other work
/// The limit in bytes for a model's weights.
constexpr std::size_t kMaxWeightBytes = std::size_t{1} << 31;
/// The reader is called again once, if it asks for files of weights.
constexpr int kMaxCalls = 2;

IsolationLimits limits_for(std::uint64_t bytes) {
    const std::chrono::seconds time(kSeconds + bytes / kMinBytesPerSecond);
    return {time, kTimePerProcessorTime * time, kMemory + kMaxMemoryPerByte * bytes};
}

/// Calls read() and turns exhausted memory into a LoadError.
template <class Read>
auto within_memory(const ConfinedFile& file, std::uint64_t bytes, const Read& read) {
    try {
        return read();
    } catch (const std::bad_alloc&) {
        throw LoadError(file.path.string(),
                        tr("takes more than {} MB of memory to be read", limits_for(bytes).memory >> 20U),
                        tr("open a smaller file"));
    }
}

/// Called in the confined process. Sends the files that the reader misses, and unless there are any the model's
/// structure; the weights are then in `memory`.
void send_model(const ConfinedFile& file, const ModelDecoder& decode, const MappedWeightFiles& weights,
                const SharedMemory& memory, const IsolatedSender& sender) {
    ArchiveWriter missing;
    std::string structure;
    try {
        nn::Model model = within_memory(file, file.bytes + weights.bytes(), [&] { return decode(weights.files()); });
        weights.release_memory();
        structure = write_model(std::move(model), memory.floats());
        missing.write(std::vector<WeightFileRequest>());
    } catch (const MissingWeightFiles& error) {
        missing.write(error.requests());
    } catch (const TransferTooLarge&) {
        throw LoadError(file.path.string(), tr("has more than 2 GB of weights"), tr("open a smaller model"));
    }
    sender.send(missing.bytes());
    sender.send(structure);
}

nn::Model received_model(const std::string& structure, SharedMemory& memory) {
    const std::span<const float> values = memory.floats();
    return read_model(structure, values, [&](std::span<const float> copied) {
        memory.release_first(static_cast<std::size_t>(copied.data() + copied.size() - values.data()) * sizeof(float));
    });
}

}  // namespace

nn::Model confined_model(const ConfinedFile& file, const ModelDecoder& decode) {
    const std::string damaged = tr("is too damaged to be read"), remedy = tr("save or download it again");
    try {
        MappedWeightFiles weights(file.path);
        SharedMemory memory(kMaxWeightBytes);
        for (int call = 0; call < kMaxCalls; ++call) {
            IsolatedWork work(
                file.path.string(), limits_for(file.bytes + weights.bytes()),
                [&](const IsolatedSender& sender) { send_model(file, decode, weights, memory, sender); }, file.stop);
            const std::string missing = work.receive_text();
            const std::string structure = work.receive_text();
            // The process can then not change the shared memory while it is read, and the process's own memory is free.
            work.end();
            const auto requests = ArchiveReader(missing).read<std::vector<WeightFileRequest>>();
            if (requests.empty()) return received_model(structure, memory);
            weights.open(requests);
        }
    } catch (const LoadError&) {
        throw;
    } catch (const std::system_error& error) {
        throw LoadError(file.path.string(), tr("cannot be read"), tr("close other programs"), error.code().message());
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        // Only a process that the file has taken over sends such a structure.
        throw LoadError(file.path.string(), damaged, remedy);
    }
    throw LoadError(file.path.string(), damaged, remedy);
}

std::string confined_text(const ConfinedFile& file, const std::function<std::string()>& read) {
    IsolatedWork work(
        file.path.string(), limits_for(file.bytes),
        [&](const IsolatedSender& sender) { sender.send(within_memory(file, file.bytes, read)); }, file.stop);
    return work.receive_text();
}

}  // namespace convscope
