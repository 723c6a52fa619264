#include "app/opening/kept/trained_models.h"

#include <algorithm>

#include "app/opening/kept/kept_files.h"
#include "core/io/model_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxTrained = 20;

}  // namespace

fs::path keep_trained_model(const fs::path& folder, const std::string& name, const nn::Model& model) {
    std::string start = name;
    std::ranges::replace(start, '/', '_');
    fs::path file = free_path(folder, start, ".h5");
    save_model(file, model);
    keep_newest(folder, "", kMaxTrained);
    return file;
}

}  // namespace convscope
