#include "core/io/foreign_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/base/byte_order.h"
#include "core/base/text/translation.h"
#include "core/image/files/format.h"

namespace convscope {

namespace {

using RawBytes = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

std::string_view text_of(RawBytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool has_at(RawBytes bytes, std::size_t at, std::string_view part) {
    return text_of(bytes).substr(std::min(at, bytes.size())).starts_with(part);
}

bool is_web_page(RawBytes head) {
    constexpr std::size_t kStart = 1024;
    std::string start(text_of(head).substr(0, kStart));
    std::ranges::transform(start, start.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t first = start.find_first_not_of("\xef\xbb\xbf \t\r\n");
    if (first == std::string::npos) return false;
    const std::string_view text = std::string_view(start).substr(first);
    return text.starts_with("<!doctype html") || text.starts_with("<html");
}

/// A safetensors file starts with the length of a JSON text in 8 bytes, then the text.
bool is_safetensors(RawBytes head) {
    constexpr std::size_t kLengthBytes = 8;
    constexpr std::uint64_t kMaxHeader = 100'000'000;  // the format's own limit
    if (head.size() < kLengthBytes + 2) return false;
    const auto length = number_at<std::uint64_t>(head.data(), std::endian::little);
    return length >= 2 && length <= kMaxHeader &&
           (has_at(head, kLengthBytes, "{\"") || has_at(head, kLengthBytes, "{}"));
}

/// Pickles of protocol 2 and later start with their protocol's number.
bool is_pickle(RawBytes head) {
    return head.size() > 2 && head[0] == 0x80 && head[1] >= 2 && head[1] <= 5;
}

/// Files of PyTorch before version 1.6 start with a pickle of this number.
bool is_old_torch(RawBytes head) {
    return has_at(head, 2, "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv);
}

/// In protobuf: field 1 is the version, which is 1; field 2 is a message that starts with another message.
bool is_saved_model(RawBytes head) {
    if (!has_at(head, 0, "\x08\x01\x12"sv)) return false;
    std::size_t at = 3;
    while (at < head.size() && (head[at] & 0x80U) != 0) ++at;
    return has_at(head, at + 1, "\x0a");
}

std::string onnx_name(const std::filesystem::path& file) {
    return std::filesystem::path(file.filename()).replace_extension(".onnx").string();
}

/// The second line of Python, which exports `model`.
std::string export_line(const std::filesystem::path& file) {
    return tr("torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), \"{}\") with your input's shape",
              onnx_name(file));
}

ForeignFile safetensors_file(const std::filesystem::path& file) {
    return {tr("has weights in the safetensors format without the model's layers"),
            tr("build the model by its class and export it in Python: model = Net(); "
               "model.load_state_dict(safetensors.torch.load_file(\"{}\")); {}",
               file.filename().string(), export_line(file))};
}

}  // namespace

bool has_torch_model(RawBytes pickle) {
    // Every module of PyTorch is pickled with these members.
    const std::string_view text = text_of(pickle);
    return text.find("_modules") != std::string_view::npos && text.find("_parameters") != std::string_view::npos;
}

ForeignFile torch_file(TorchContent content, const std::filesystem::path& file) {
    const std::string name = file.filename().string(), last = export_line(file);
    switch (content) {
        case TorchContent::script:
            return {tr("is a TorchScript model of PyTorch"),
                    tr("export it to ONNX in Python: model = torch.jit.load(\"{}\"); {}", name, last)};
        case TorchContent::model:
            return {tr("is a PyTorch model, which only the Python code of its class can read"),
                    tr("export it to ONNX in Python: model = torch.load(\"{}\", weights_only=False); {}", name, last)};
        case TorchContent::weights:
            break;
    }
    return {tr("has the weights of a PyTorch model (a state dict) without its layers"),
            tr("build the model by its class and export it in Python: model = Net(); "
               "model.load_state_dict(torch.load(\"{}\")); {}",
               name, last)};
}

ForeignFile saved_model() {
    return {tr("is a SavedModel of TensorFlow"),
            tr("save the model in Python with model.save(\"name.keras\"), or convert its folder with "
               "python -m tf2onnx.convert --saved-model FOLDER --output model.onnx")};
}

std::optional<ForeignFile> foreign_file(RawBytes head, const std::filesystem::path& file) {
    if (is_git_lfs_pointer(head))
        return ForeignFile{
            tr("is a Git LFS pointer, which stands for a file that was not downloaded"),
            tr("run git lfs pull in its repository, or download the file from the repository's web page")};
    if (is_web_page(head))
        return ForeignFile{tr("is a web page, not the file that the page offers"),
                           tr("download the file itself, on GitHub with \"Download raw file\"")};
    if (is_safetensors(head)) return safetensors_file(file);
    if (is_pickle(head)) {
        if (is_old_torch(head))
            return torch_file(has_torch_model(head) ? TorchContent::model : TorchContent::weights, file);
        return ForeignFile{tr("is a pickle of Python, which only Python can read"),
                           tr("save the model in Python with model.save(\"name.keras\"), or export it to ONNX")};
    }
    if (is_saved_model(head)) return saved_model();
    if (file.extension() == ".pb")
        return ForeignFile{tr("is a graph of TensorFlow"),
                           tr("convert it with python -m tf2onnx.convert --graphdef model.pb --output model.onnx")};
    return std::nullopt;
}

}  // namespace convscope
