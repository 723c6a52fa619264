#include "core/io/transfer/weight_files.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/base/text/translation.h"
#include "core/base/utf8.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxWeightFiles = 1 << 14;

}  // namespace

MissingWeightFiles::MissingWeightFiles(const std::string& file, std::vector<WeightFileRequest> requests)
    : LoadError(file, tr("keeps weights in another file, \"{}\"", display_text(requests.front().name)),
                tr("open the model from its own folder"), requests.front().where),
      requests_(std::move(requests)) {}

void WeightFiles::require(const std::string& model, const std::vector<WeightFileRequest>& requests) const {
    std::vector<WeightFileRequest> missing;
    std::ranges::copy_if(requests, std::back_inserter(missing),
                         [this](const WeightFileRequest& request) { return !files_.contains(request.name); });
    if (!missing.empty()) throw MissingWeightFiles(model, std::move(missing));
}

fs::path MappedWeightFiles::path_of(const WeightFileRequest& request) const {
    const auto refuse = [&](const std::string& fault, const std::string& remedy) {
        throw LoadError(model_.string(), fault, remedy, request.where);
    };
    const std::string shown = display_text(request.name);
    const fs::path relative = request.name;
    const bool leads_out = relative.is_absolute() || relative.empty() || request.name.find('\0') != std::string::npos ||
                           std::ranges::find(relative, "..") != relative.end();
    std::error_code error;
    const fs::path folder = fs::canonical(model_.has_parent_path() ? model_.parent_path() : ".", error);
    fs::path path = leads_out || error ? fs::path() : fs::weakly_canonical(folder / relative, error);
    const bool inside = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
    if (leads_out || error || !inside)
        refuse(tr("keeps weights outside its folder, in \"{}\"", shown),
               tr("move that file into the model's folder and save the model again"));
    if (!fs::is_regular_file(path, error))
        refuse(tr("keeps weights in \"{}\", which does not exist", shown),
               tr("copy that file into the model's folder"));
    return path;
}

void MappedWeightFiles::open(const std::vector<WeightFileRequest>& requests) {
    if (requests.size() > kMaxWeightFiles - std::min(mapped_.size(), kMaxWeightFiles))
        throw LoadError(model_.string(), tr("keeps weights in more than {} files", kMaxWeightFiles),
                        tr("save it with larger files of weights"));
    for (const WeightFileRequest& request : requests) {
        const fs::path path = path_of(request);
        mapped_.push_back(std::make_unique<const MappedFile>(path, request.bytes));
        const MappedFile& file = *mapped_.back();
        files_.add(request.name, {file.bytes(), file.size()});
        bytes_ += file.bytes().size();
    }
}

void MappedWeightFiles::release_memory() const {
    for (const auto& file : mapped_) file->release_memory();
}

}  // namespace convscope
