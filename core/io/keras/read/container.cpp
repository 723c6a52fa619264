#include "core/io/keras/read/container.h"

#include "core/io/keras/read/config.h"
#include "core/io/model_info.h"

namespace convscope::keras {

nn::Model read_container(const std::string& file, const ContainerContent& content, const LambdaMeanings& lambdas) {
    const ContainerAttributes attributes{content.config_file, content.version, content.backend, lambdas};
    const nn::Model model = model_from_json(content.config, attributes, content.weights);
    return content.info.empty() ? model : model.with_info(model_info_from_json(content.info, model.info(), file));
}

}  // namespace convscope::keras
