#include "core/io/keras/container.h"

#include "core/io/hdf5/hdf5.h"
#include "core/io/isolated.h"
#include "core/io/keras/config.h"
#include "core/io/model_info.h"

namespace convscope {

namespace {

/// What reading may take: far more than any sound file of that size needs.
constexpr std::uint64_t kSeconds = 2, kBytesPerSecond = std::uint64_t{1} << 24;
constexpr std::uint64_t kMemory = std::uint64_t{1} << 29, kMemoryPerByte = 16;

/// Sends the configuration and what belongs to it, the weights in the order in which they were met, and an empty text
/// at the end. Throws LoadError.
void send_model(const KerasOpener& open, const IsolatedSender& sender) {
    const hdf5::Session session;
    const KerasContent content = open();
    for (const std::string* text :
         {&content.config, &content.config_file, &content.version, &content.backend, &content.info})
        sender.send(*text);
    const KerasOrigin origin{content.config_file, content.version, content.backend};
    model_from_keras_json(content.config, origin, [&](KerasWeights& weights) {
        content.weights(weights);
        for (const KerasWeight& weight : weights.all)
            if (!weight.unused) sender.send(weight.values);
    });
    sender.send("");
}

}  // namespace

nn::Model load_keras_container(const std::string& file, std::uint64_t bytes, const KerasOpener& open) {
    // The library is not made for files that someone tampered with; see isolated.h.
    const auto seconds = static_cast<unsigned>(kSeconds + bytes / kBytesPerSecond);
    IsolatedWork work(file, seconds, kMemory + kMemoryPerByte * bytes,
                      [&](const IsolatedSender& sender) { send_model(open, sender); });
    const std::string config = work.receive_text();
    KerasOrigin origin;
    for (std::string* text : {&origin.file, &origin.version, &origin.backend}) *text = work.receive_text();
    const std::string info = work.receive_text();
    const nn::Model model = model_from_keras_json(config, origin, [&](KerasWeights& weights) {
        for (KerasWeight& weight : weights.all)
            if (!weight.unused) weight.values = work.receive_floats(static_cast<std::size_t>(weight.shape.count()));
    });
    work.receive_text();  // the end, or what is wrong with the rest of the file
    return info.empty() ? model : model.with_info(model_info_from_json(info, model.info(), file));
}

}  // namespace convscope
