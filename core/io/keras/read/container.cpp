#include "core/io/keras/read/container.h"

#include "core/io/hdf5/hdf5.h"
#include "core/io/isolated/isolated.h"
#include "core/io/keras/read/config.h"
#include "core/io/model_info.h"

namespace convscope::keras {

namespace {

/// The limits of reading, far more than undamaged files need.
constexpr std::uint64_t kSeconds = 2, kMinBytesPerSecond = std::uint64_t{1} << 24;
constexpr std::uint64_t kMemory = std::uint64_t{1} << 29, kMaxMemoryPerByte = 16;
constexpr unsigned kTimePerProcessorTime = 20;  ///< on a machine that is busy with other work

/// Sends the configuration and the attributes, then the weights in the order of ModelWeights::all, then an empty text
/// that marks the end. Throws LoadError.
void send_model(const ContainerOpener& open, const LambdaMeanings& lambdas, const IsolatedSender& sender) {
    const hdf5::Session session;
    const ContainerContent content = open();
    for (const std::string* text :
         {&content.config, &content.config_file, &content.version, &content.backend, &content.info})
        sender.send(*text);
    const ContainerAttributes attributes{content.config_file, content.version, content.backend, lambdas};
    model_from_json(content.config, attributes, [&](ModelWeights& weights) {
        content.weights(weights);
        for (const StoredWeight& weight : weights.all)
            if (weight.is_read()) sender.send(weight.values);
    });
    sender.send("");
}

}  // namespace

nn::Model load_container(const std::string& file, std::uint64_t bytes, const LambdaMeanings& lambdas,
                         const ContainerOpener& open) {
    // HDF5 crashes on some damaged files; see isolated.h.
    const std::chrono::seconds time(kSeconds + bytes / kMinBytesPerSecond);
    IsolatedWork work(file, {time, kTimePerProcessorTime * time, kMemory + kMaxMemoryPerByte * bytes},
                      [&](const IsolatedSender& sender) { send_model(open, lambdas, sender); });
    const std::string config = work.receive_text();
    ContainerAttributes attributes{.lambdas = lambdas};
    for (std::string* text : {&attributes.file, &attributes.version, &attributes.backend}) *text = work.receive_text();
    const std::string info = work.receive_text();
    const nn::Model model = model_from_json(config, attributes, [&](ModelWeights& weights) {
        for (StoredWeight& weight : weights.all)
            if (weight.is_read()) weight.values = work.receive_floats(static_cast<std::size_t>(weight.shape.count()));
    });
    work.receive_text();  // the end mark; throws an error that came after the weights
    return info.empty() ? model : model.with_info(model_info_from_json(info, model.info(), file));
}

}  // namespace convscope::keras
