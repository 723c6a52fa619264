#include "app/document/document.h"

namespace convscope {

Document initial_document() {
    Document document;
    document.lab = initial_lab();
    return document;
}

}  // namespace convscope
